interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gathers what is asked for while the batch before is being written, and writes it together: under load many share one
 * commit, alone nobody waits. `write` keeps the order, and all of its items succeed or fail together; should they fail,
 * each is written alone, so that one bad item harms no other.
 */
export class Batch<Item, Result> {
  private readonly waiting: Entry<Item, Result>[] = [];
  private writing = false;

  constructor(private readonly write: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) await this.writeOne(this.waiting.splice(0));
    this.writing = false;
  }

  private async writeOne(entries: readonly Entry<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(entries.map(({ item }) => item));
      entries.forEach(({ resolve }, index) => {
        resolve(results[index] as Result);
      });
    } catch (error) {
      if (entries.length > 1) for (const entry of entries) await this.writeOne([entry]);
      else entries[0]?.reject(error);
    }
  }
}

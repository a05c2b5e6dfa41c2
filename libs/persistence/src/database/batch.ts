interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/** Where items come one after the other, what each batch waits for. */
interface Pace {
  /** So many together are enough. */
  readonly upTo: number;
  readonly atMostMs: number;
}

const NO_WAITING: Pace = { upTo: 1, atMostMs: 0 };

/**
 * Gathers what is asked for while the batch before is being written, and writes it together: under load many share one
 * commit, alone nobody waits. `write` keeps the order, and all of its items succeed or fail together; should they fail,
 * each is written alone, so that one bad item harms no other.
 */
export class Batch<Item, Result> {
  private readonly waiting: Entry<Item, Result>[] = [];
  private writing = false;
  private isBusy = false;
  private enough: (() => void) | undefined;

  /** @param pace after a batch of several, more are likely to come, and the next one waits for them */
  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly pace: Pace = NO_WAITING,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.writing) void this.drain();
      else if (this.waiting.length >= this.pace.upTo) this.enough?.();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      if (this.isBusy && this.waiting.length < this.pace.upTo) await this.gather();
      this.isBusy = this.waiting.length > 1;
      await this.writeOne(this.waiting.splice(0));
    }
    this.writing = false;
  }

  private async gather(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pace.atMostMs);
      this.enough = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.enough = undefined;
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

/** More than that would keep the last one waiting for seconds. */
const MOST_WAITING = 8;

/**
 * Slow hashes, one after another: side by side they would take the memory and processors that everybody else needs. A
 * flood of wrong passwords fills the queue, and is turned away at once instead of keeping right ones waiting (T4).
 */
export class SlowChecks {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** @returns 'busy' when too many wait already, and nothing was done */
  async run<T>(check: () => Promise<T>): Promise<T | 'busy'> {
    return this.waiting >= MOST_WAITING ? 'busy' : this.runAnyway(check);
  }

  /** For whoever was right before, and for ourselves: a flood does not keep them out. */
  async runAnyway<T>(check: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const result = this.last.then(check);
    this.last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.waiting -= 1;
    }
  }
}

/** How many of each there are, and the most that there ever were. */
export class Tally {
  readonly #now = new Map<string, number>();
  readonly #most = new Map<string, number>();

  count(key: string, change: 1 | -1): void {
    const now = (this.#now.get(key) ?? 0) + change;
    this.#now.set(key, now);
    this.#most.set(key, Math.max(now, this.most(key)));
  }

  most(key: string): number {
    return this.#most.get(key) ?? 0;
  }
}

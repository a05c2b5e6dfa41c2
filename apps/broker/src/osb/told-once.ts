const MOST = 1_000;

/** Remembers what the operator was told, so that what an agent repeats with each ping makes one line in the log. */
export class ToldOnce {
  readonly #told = new Set<string>();

  /** Whether it is news; from then on it is none. */
  isNews(...parts: readonly unknown[]): boolean {
    const key = JSON.stringify(parts);
    if (this.#told.has(key)) return false;
    if (this.#told.size >= MOST) this.#told.clear();
    this.#told.add(key);
    return true;
  }
}

/** Something that must not be. */
export interface Violation {
  /** The instance or binding; empty where it is about no single one. */
  readonly id: string;
  readonly what: string;
}

/** What a storm has brought to light, while it went on. */
export class Findings {
  readonly #violations: Violation[] = [];

  add(id: string, what: string): void {
    this.#violations.push({ id, what });
  }

  all(): readonly Violation[] {
    return this.#violations;
  }
}

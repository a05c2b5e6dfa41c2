import type { Identity } from './identity.js';

interface Remembered {
  readonly identity: Identity;
  readonly untilMs: number;
}

/** Headers that were right a moment ago, so that not every request costs a hash or a question to the database. */
export class RecentHeaders {
  /** Looked up by hash, whose seed is secret: how long it takes tells nothing of a header that nearly fits (T2). */
  private readonly remembered = new Map<string, Remembered>();

  /** @param mostHeaders whoever was remembered first is forgotten for one more */
  constructor(
    private readonly rememberMs: number,
    private readonly mostHeaders: number,
  ) {}

  recall(header: string): Identity | undefined {
    const known = this.remembered.get(header);
    return known !== undefined && known.untilMs > Date.now() ? known.identity : undefined;
  }

  /** Whether the header was right once, be it long ago. */
  has(header: string): boolean {
    return this.remembered.has(header);
  }

  remember(header: string, identity: Identity): void {
    this.remembered.delete(header);
    const [first] = this.remembered.keys();
    if (first !== undefined && this.remembered.size >= this.mostHeaders) this.remembered.delete(first);
    this.remembered.set(header, { identity, untilMs: Date.now() + this.rememberMs });
  }

  forget(isMeant: (identity: Identity) => boolean): void {
    for (const [header, { identity }] of this.remembered) if (isMeant(identity)) this.remembered.delete(header);
  }
}

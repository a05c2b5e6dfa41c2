/** Collects bytes up to a limit; what comes after it is dropped and only remembered as `isCut`. */
export class CappedText {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #isCut = false;

  constructor(private readonly maxBytes: number) {}

  get isCut(): boolean {
    return this.#isCut;
  }

  add(chunk: Buffer): void {
    const part = chunk.subarray(0, this.maxBytes - this.#size);
    this.#isCut ||= part.length < chunk.length;
    this.#size += part.length;
    if (part.length > 0) this.#chunks.push(Buffer.from(part));
  }

  /** As UTF-8; a character that the limit cuts in two becomes U+FFFD. */
  toString(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

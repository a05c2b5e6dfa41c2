/** Who comes late to a crowd is counted with all others who do. */
const THE_REST = '*';

/**
 * Lets no more than so many keys be told apart within a while, so that a flood from ever new addresses takes no more memory
 * than one from a few.
 */
export class BoundedKeys {
  private readonly known = new Set<string>();
  private renewedAt = performance.now();

  constructor(
    private readonly mostKeys: number,
    private readonly forMs: number,
  ) {}

  /** The key to count by. */
  of(key: string): string {
    this.renew();
    if (this.known.has(key)) return key;
    if (this.known.size >= this.mostKeys) return THE_REST;
    this.known.add(key);
    return key;
  }

  private renew(): void {
    if (performance.now() - this.renewedAt < this.forMs) return;
    this.known.clear();
    this.renewedAt = performance.now();
  }
}

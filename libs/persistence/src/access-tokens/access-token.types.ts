/** What opens some of the broker's doors in place of a user and a password (T3, T7). */
export interface AccessToken {
  /** Part of what its holder sends; no secret. */
  readonly tokenId: string;
  /** One of the broker's roles. */
  readonly role: string;
  /** For people; no two tokens have the same. */
  readonly name: string;
  /** The only host that it may speak of; `undefined` where that does not matter to the role. */
  readonly dockerHost: string | undefined;
  /** Which doors of its role it opens. */
  readonly scopes: readonly string[];
  /** SHA-256 in hex. What was hashed has 256 random bits, so nobody finds it by guessing. */
  readonly hash: string;
  readonly createdAtMs: number;
  /** The name of whoever made it. */
  readonly createdBy: string;
  /** `undefined`: never. */
  readonly expiresAtMs: number | undefined;
  /** `2026-11-26`, in UTC; `undefined`: not yet. */
  readonly lastUsedOn: string | undefined;
}

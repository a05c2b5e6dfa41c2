import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What somebody shows as a token: the part that says which one, and a hash of the whole. */
export interface ShownToken {
  readonly tokenId: string;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** 256 random bits behind a public id; a word in front by which a secret that lies about is found. */
const TOKEN = /^dbt_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** A token that nobody has seen yet. The text is told once and kept nowhere; a fast hash is enough for it (T3). */
export function makeToken(): ShownToken & { readonly text: string } {
  const tokenId = randomBytes(8).toString('hex');
  const text = `dbt_${tokenId}_${randomBytes(32).toString('base64url')}`;
  return { tokenId, text, hash: hashOf(text) };
}

/** `undefined`: it has not the form of a token. */
export function readToken(text: string): ShownToken | undefined {
  const tokenId = TOKEN.exec(text)?.[1];
  return tokenId === undefined ? undefined : { tokenId, hash: hashOf(text) };
}

/** In the same time, wherever they differ (T2). */
export function isSameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { describe, expect, it } from 'vitest';
import { isSameHash, makeToken, readToken } from './token-text.js';

const SECRET = 'A'.repeat(43);
const ID = '0123456789abcdef';

describe('tokens (T3)', () => {
  it('are read as they were made, each another one', () => {
    const [one, other] = [makeToken(), makeToken()];

    expect(readToken(one.text)).toEqual({ tokenId: one.tokenId, hash: one.hash });
    expect(other.text).not.toBe(one.text);
    expect(isSameHash(one.hash, other.hash)).toBe(false);
    expect(isSameHash(one.hash, readToken(one.text)?.hash ?? '')).toBe(true);
  });

  it('have 256 random bits, of which the hash holds none in clear', () => {
    const { text, tokenId, hash } = makeToken();
    const secret = text.slice(`dbt_${tokenId}_`.length);

    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['nothing', ''],
    ['a password', 'pass:word'],
    ['another word in front', `abc_${ID}_${SECRET}`],
    ['a short id', `dbt_${ID.slice(1)}_${SECRET}`],
    ['an id in capitals', `dbt_${ID.toUpperCase()}_${SECRET}`],
    ['a short secret', `dbt_${ID}_${SECRET.slice(1)}`],
    ['a long secret', `dbt_${ID}_${SECRET}A`],
    ['a space behind', `dbt_${ID}_${SECRET} `],
    ['a line behind', `dbt_${ID}_${SECRET}\n`],
  ])('are not read from %s', (_, text) => {
    expect(readToken(text)).toBeUndefined();
  });

  it.each(['', 'zz', 'ff'])('have no hash like %j', (broken) => {
    expect(isSameHash(makeToken().hash, broken)).toBe(false);
  });
});

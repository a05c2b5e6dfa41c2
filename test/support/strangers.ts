import { basic } from './world.js';

interface MadeToken {
  readonly id: string;
  readonly token: string;
}

/**
 * What nobody may come in with, by its name.
 *
 * @param pair the header of a user whose name is operator, and whose password begins with that
 * @param pairOfAnother another header that is right
 * @param token one that is right
 */
export function strangersLike(
  { pair, pairOfAnother, token }: { readonly pair: string; readonly pairOfAnother: string; readonly token: string },
  { removed, expired }: { readonly removed: MadeToken; readonly expired: MadeToken },
): ReadonlyMap<string, string | undefined> {
  return new Map([
    ['nobody', undefined],
    ['an empty header', ''],
    ['a wrong password', basic('operator', 'wrong')],
    ['a wrong user', basic('nobody', 'operators-password')],
    ["another role's password", basic('operator', 'cf-password')],
    ['the beginning of a password', basic('operator', 'operators')],
    ['no password', basic('operator', '')],
    ['the pair that is switched off', basic('admin', 'admin')],
    ['a header without a scheme', pair.slice('Basic '.length)],
    ['another scheme', pair.replace('Basic', 'Digest')],
    ['a pair as Bearer', pair.replace('Basic', 'Bearer')],
    ['a header that is cut', pair.slice(0, -6)],
    ['base64 that is none', 'Basic %%%'],
    ['no colon', `Basic ${Buffer.from('operator').toString('base64')}`],
    ['two headers', `${pair}, ${pairOfAnother}`],
    ['an endless header', `Basic ${'A'.repeat(10_000)}`],
    ['a token without a scheme', token],
    ['a token that is cut', `Bearer ${token.slice(0, -1)}`],
    ['a token with another end', `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ["a token with another one's id", `Bearer dbt_${removed.id}_${token.slice(-43)}`],
    ['a token as the user', basic(token, '')],
    ['a token that was removed', `Bearer ${removed.token}`],
    ['a token that was removed, as password', basic('x', removed.token)],
    ['a token that has expired', `Bearer ${expired.token}`],
  ]);
}

import { type BasicCredentials, readBasicCredentials } from './basic-credentials.js';
import { readToken, type ShownToken } from './token-text.js';

const BEARER = /^bearer +(\S+) *$/i;

/** A user with a password, or a token. */
export type Credentials =
  { readonly kind: 'pair'; readonly pair: BasicCredentials } | { readonly kind: 'token'; readonly token: ShownToken };

/**
 * A token comes as `Bearer`, or as the password of HTTP Basic under any user name: agents of the original, `cf` and curl
 * know nothing else. What has the form of a token is never tried as a password. `undefined`: neither.
 */
export function readCredentials(header: string): Credentials | undefined {
  const bearer = BEARER.exec(header)?.[1];
  const pair = bearer === undefined ? readBasicCredentials(header) : undefined;
  const token = readToken(bearer ?? pair?.password ?? '');
  if (token !== undefined) return { kind: 'token', token };
  return pair === undefined ? undefined : { kind: 'pair', pair };
}

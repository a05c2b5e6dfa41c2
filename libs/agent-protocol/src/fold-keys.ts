import { ProtocolError } from './protocol.errors.js';

/**
 * The members of a JSON object by their keys in lower case, as Go's decoder matches them; of two that fold to the same
 * key the last one counts. A map, so that no key (`__proto__`) means more than itself. Throws `ProtocolError`.
 */
export function foldKeys(body: unknown): ReadonlyMap<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ProtocolError('The body', 'a JSON object');
  }
  return new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
}

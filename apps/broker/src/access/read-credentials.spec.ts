import { describe, expect, it } from 'vitest';
import { readCredentials } from './read-credentials.js';
import { makeToken } from './token-text.js';

const { text, tokenId, hash } = makeToken();
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('readCredentials', () => {
  it.each([
    ['Bearer', `Bearer ${text}`],
    ['Bearer in any letter case, with spaces', `bEARER   ${text} `],
    ['Basic, as the password', basic(`agent:${text}`)],
    ['Basic without a user', basic(`:${text}`)],
  ])('finds a token in %s', (_, header) => {
    expect(readCredentials(header)).toEqual({ kind: 'token', token: { tokenId, hash } });
  });

  it.each([
    ['a password', 'u:p', { user: 'u', password: 'p' }],
    ['a token as the user', `${text}:p`, { user: text, password: 'p' }],
    ['half a token', `u:${text.slice(0, -1)}`, { user: 'u', password: text.slice(0, -1) }],
  ])('finds a pair in %s', (_, written, pair) => {
    expect(readCredentials(basic(written))).toEqual({ kind: 'pair', pair });
  });

  it.each([
    ['nothing', ''],
    ['no scheme', text],
    ['another scheme', `Token ${text}`],
    ['a password as Bearer', 'Bearer secret'],
    ['a pair as Bearer', `Bearer ${Buffer.from('u:p').toString('base64')}`],
    ['two tokens', `Bearer ${text} ${text}`],
    ['two headers', `Bearer ${text}, Bearer ${text}`],
    ['half a token', `Bearer ${text.slice(0, -1)}`],
  ])('finds nothing in %s', (_, header) => {
    expect(readCredentials(header)).toBeUndefined();
  });
});

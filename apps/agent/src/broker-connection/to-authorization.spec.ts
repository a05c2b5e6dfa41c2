import { describe, expect, it } from 'vitest';
import { toAuthorization } from './to-authorization.js';

const BROKER = { host: 'broker', port: 9998 };

describe('toAuthorization', () => {
  it.each([
    ['user and password', { user: 'agent', password: 'a:b' }, `Basic ${Buffer.from('agent:a:b').toString('base64')}`],
    ['a token', { token: 'dbt_token' }, 'Bearer dbt_token'],
    ['a token before a password', { user: 'agent', password: 'p', token: 'dbt_token' }, 'Bearer dbt_token'],
  ])('shows %s', (_, credentials, header) => {
    expect(toAuthorization({ ...BROKER, ...credentials })).toBe(header);
  });
});

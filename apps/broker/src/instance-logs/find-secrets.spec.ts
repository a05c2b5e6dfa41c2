import { describe, expect, it } from 'vitest';
import type { InstanceLogin } from '#persistence';
import { findSecrets } from './find-secrets.js';

const NOTHING = { environment: {}, credentials: null };
const OWN_LOGIN = { username: 'postgres', password: 'own-password', dbname: 'db' };
const LOGIN = { username: 'user', password: 'password-of-login' };

interface Parts {
  readonly definition?: object;
  readonly parameters?: object;
  readonly login?: InstanceLogin;
  readonly credentials?: object;
  /** Of an update that is under way. */
  readonly next?: Readonly<Record<string, unknown>>;
}

function secretsOf(parts: Parts): readonly string[] {
  const { login } = parts;
  const request = { parameters: { ...parts.parameters }, context: {}, organizationGuid: '', spaceGuid: '', login };
  const definition = { ...NOTHING, ...parts.definition };
  const target = parts.next === undefined ? undefined : { request: { ...request, parameters: parts.next }, definition };
  const instance = { request, definition, target };
  const binding = { request: { parameters: {}, context: {}, login: LOGIN }, credentials: { ...parts.credentials } };
  return findSecrets({ instance, bindings: [binding] });
}

describe('secrets of an instance', () => {
  it.each<[string, Parts, readonly string[]]>([
    ['passwords of logins', {}, []],
    ['every text of the parameters', { parameters: { size: 1, a: { b: ['deep'] } } }, ['deep']],
    [
      "what is secret by its name in bindings' credentials",
      { credentials: { host: 'h', port: '1', password: 'p', nested: { api_key: 'k' } } },
      ['p', 'k'],
    ],
    ['a URL and the password in it', { credentials: { uri: 'mysql://u:pw@h:1/d' } }, ['mysql://u:pw@h:1/d', 'pw']],
    ['static credentials', { definition: { credentials: { secretToken: 't', host: 'h' } } }, ['t']],
    ['the password that was made for the instance', { login: OWN_LOGIN }, ['own-password']],
    [
      'what its plan makes of that',
      { login: OWN_LOGIN, definition: { environment: { DATABASE_URL: 'pg://$USERNAME:$PASSWORD@localhost' } } },
      ['own-password', 'pg://postgres:own-password@localhost'],
    ],
    [
      'the same in credentials',
      { login: OWN_LOGIN, definition: { credentials: { token: '$DBNAME-$PASSWORD', host: '$USERNAME' } } },
      ['own-password', 'db-own-password'],
    ],
    ['parameters that an update brings', { parameters: { a: 'old' }, next: { a: 'new' } }, ['old', 'new']],
    ['the environment', { definition: { environment: { ROOT_PASSWORD: 'r', MODE: 'm' } } }, ['r']],
  ])('are %s', (_, parts, secrets) => {
    expect([...secretsOf(parts)].sort()).toEqual([...secrets, LOGIN.password].sort());
  });
});

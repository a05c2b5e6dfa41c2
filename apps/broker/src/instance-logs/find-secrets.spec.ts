import { describe, expect, it } from 'vitest';
import { findSecrets } from './find-secrets.js';

const NOTHING = { environment: {}, credentials: null };
const LOGIN = { username: 'user', password: 'password-of-login' };

function secretsOf(parts: { definition?: object; parameters?: object; credentials?: object }): readonly string[] {
  const request = { parameters: { ...parts.parameters }, context: {}, organizationGuid: '', spaceGuid: '' };
  const instance = { request, definition: { ...NOTHING, ...parts.definition } };
  const binding = { request: { parameters: {}, context: {}, login: LOGIN }, credentials: { ...parts.credentials } };
  return findSecrets({ instance, bindings: [binding] });
}

describe('secrets of an instance', () => {
  it.each<[string, Parameters<typeof secretsOf>[0], readonly string[]]>([
    ['passwords of logins', {}, []],
    ['every text of the parameters', { parameters: { size: 1, a: { b: ['deep'] } } }, ['deep']],
    [
      "what is secret by its name in bindings' credentials",
      { credentials: { host: 'h', port: '1', password: 'p', nested: { api_key: 'k' } } },
      ['p', 'k'],
    ],
    ['a URL and the password in it', { credentials: { uri: 'mysql://u:pw@h:1/d' } }, ['mysql://u:pw@h:1/d', 'pw']],
    ['static credentials', { definition: { credentials: { secretToken: 't', host: 'h' } } }, ['t']],
    ['the environment', { definition: { environment: { ROOT_PASSWORD: 'r', MODE: 'm' } } }, ['r']],
  ])('are %s', (_, parts, secrets) => {
    expect([...secretsOf(parts)].sort()).toEqual([...secrets, LOGIN.password].sort());
  });
});

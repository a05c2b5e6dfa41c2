import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '#configuration';
import type { AccessToken } from '#persistence';
import { openStores } from '#persistence/testing';
import { loadBrokerConfig } from '../config/load-broker-config.js';
import { CheckAdministrators } from './check-administrators.js';

const TOKEN: AccessToken = {
  tokenId: 'id',
  role: 'admin',
  name: 'root',
  dockerHost: undefined,
  scopes: ['read', 'access'],
  hash: '',
  createdAtMs: 0,
  createdBy: 'operator',
  expiresAtMs: undefined,
  lastUsedOn: undefined,
};
const OFF = { BROKER_ACCESS_SHAREDPAIR: 'false' };

describe('CheckAdministrators', () => {
  const start = async (env: Readonly<Record<string, string>>, token?: AccessToken): Promise<void> => {
    const { accessTokens, database } = await openStores();
    if (token !== undefined) await accessTokens.add(token);
    const { config } = loadBrokerConfig({ argv: [], env });
    await new CheckAdministrators(accessTokens, config).onModuleInit().finally(() => database.close());
  };

  it.each<[string, Readonly<Record<string, string>>, AccessToken?]>([
    ['with the pair of all', {}],
    ['with a pair of administrators', { ...OFF, BROKER_ACCESS_ADMIN_USER: 'u', BROKER_ACCESS_ADMIN_PASSWORD: 'p' }],
    ['with a token that makes others', OFF, TOKEN],
    ['with one that has not expired', OFF, { ...TOKEN, expiresAtMs: Date.now() + 60_000 }],
  ])('lets a broker start %s', async (_, env, token) => {
    await expect(start(env, token)).resolves.toBeUndefined();
  });

  it.each<[string, AccessToken?]>([
    ['without any token'],
    ['with a token that has expired', { ...TOKEN, expiresAtMs: 1 }],
    ['with a token that makes no others', { ...TOKEN, scopes: ['read', 'catalog', 'hosts', 'instances', 'audit'] }],
    ['with a token of a platform', { ...TOKEN, role: 'platform', scopes: [] }],
  ])('refuses to start with the pair switched off, %s', async (_, token) => {
    await expect(start(OFF, token)).rejects.toThrow(ConfigurationError);
    await expect(start(OFF, token)).rejects.toThrow(
      /access\.sharedPair: false leaves nobody .*access\.admin.*\/admin\/tokens/,
    );
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessToken } from '../access-tokens/access-token.types.js';
import type { Stores } from './open-stores.js';

const aToken = (changes: Partial<AccessToken> = {}): AccessToken => ({
  tokenId: randomUUID().replaceAll('-', ''),
  role: 'agent',
  name: `token-${randomUUID()}`,
  dockerHost: '192.0.2.1',
  scopes: ['read', 'hosts'],
  hash: 'f'.repeat(64),
  createdAtMs: 1_764_000_000_000,
  createdBy: 'operator',
  expiresAtMs: 1_765_000_000_000,
  lastUsedOn: undefined,
  ...changes,
});

/** Tokens that are shown at the gate. */
export function describeAccessTokens(name: string, open: () => Promise<Stores>): void {
  describe(`access tokens on ${name}`, () => {
    let stores: Stores;

    beforeAll(async () => {
      stores = await open();
    });

    afterAll(() => stores.database.close());

    it('are found as they were added, until they are removed', async () => {
      const token = aToken();

      expect(await stores.accessTokens.find(token.tokenId)).toBeUndefined();
      expect(await stores.accessTokens.add(token)).toBe(true);
      expect(await stores.accessTokens.find(token.tokenId)).toEqual(token);
      expect(await stores.accessTokens.remove(token.tokenId)).toBe(true);
      expect(await stores.accessTokens.remove(token.tokenId)).toBe(false);
      expect(await stores.accessTokens.find(token.tokenId)).toBeUndefined();
    });

    it('may lack a host, scopes and an end', async () => {
      const token = aToken({ dockerHost: undefined, scopes: [], expiresAtMs: undefined });

      await stores.accessTokens.add(token);

      expect(await stores.accessTokens.find(token.tokenId)).toEqual(token);
    });

    it('are added once, however often the call is repeated, and have names of their own', async () => {
      const token = aToken();

      expect(await stores.accessTokens.add(token)).toBe(true);
      expect(await stores.accessTokens.add(token)).toBe(true);
      expect(await stores.accessTokens.add(aToken({ name: token.name }))).toBe(false);
      const namesakes = (await stores.accessTokens.findAll()).filter((one) => one.name === token.name);
      expect(namesakes).toEqual([token]);
    });

    it('give a name to one of many who want it at once', async () => {
      const name = `token-${randomUUID()}`;

      const added = await Promise.all(Array.from({ length: 5 }, () => stores.accessTokens.add(aToken({ name }))));

      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('are listed by name', async () => {
      const prefix = randomUUID();
      for (const end of ['c', 'a', 'b']) await stores.accessTokens.add(aToken({ name: `${prefix}-${end}` }));

      const names = (await stores.accessTokens.findAll()).map((token) => token.name);

      expect(names.filter((one) => one.startsWith(prefix))).toEqual(['a', 'b', 'c'].map((end) => `${prefix}-${end}`));
    });

    it('know the last day on which they were used', async () => {
      const token = aToken();
      await stores.accessTokens.add(token);
      const lastUsedOn = async (): Promise<unknown> => (await stores.accessTokens.find(token.tokenId))?.lastUsedOn;

      await stores.accessTokens.noteUse(token.tokenId, '2026-11-26');
      expect(await lastUsedOn()).toBe('2026-11-26');
      await stores.accessTokens.noteUse(token.tokenId, '2026-11-25');
      expect(await lastUsedOn()).toBe('2026-11-26');
      await stores.accessTokens.noteUse(token.tokenId, '2026-11-27');
      expect(await lastUsedOn()).toBe('2026-11-27');
    });
  });
}

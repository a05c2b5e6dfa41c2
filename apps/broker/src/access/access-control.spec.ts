import { scryptSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStores, type Stores } from '#persistence/testing';
import { loadBrokerConfig } from '../config/load-broker-config.js';
import { AccessControl } from './access-control.js';
import { IdentifyPair } from './identify-pair.js';
import { IdentifyToken } from './identify-token.js';
import { SharedPair } from './shared-pair.js';
import { makeToken } from './token-text.js';

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
/** As slow ones are kept, but quick. */
const quickHash = (password: string): string => {
  const [N, r, p, salt] = [2, 1, 1, Buffer.alloc(16)];
  const hash = scryptSync(password, salt, 32, { N, r, p });
  return ['scrypt', N, r, p, salt.toString('base64'), hash.toString('base64')].join('$');
};

describe('AccessControl', () => {
  let stores: Stores;

  const aBroker = (env: Readonly<Record<string, string>> = {}): AccessControl => {
    const { config } = loadBrokerConfig({ argv: [], env });
    const pair = new IdentifyPair(config, new SharedPair(stores.services, config));
    return new AccessControl(pair, new IdentifyToken(stores.accessTokens));
  };
  const addToken = async (changes: object = {}): Promise<{ readonly tokenId: string; readonly header: string }> => {
    const { text, tokenId, hash } = makeToken();
    const rights = { role: 'platform', dockerHost: undefined, scopes: [], expiresAtMs: undefined };
    const made = { name: tokenId, createdAtMs: 0, createdBy: 'operator', lastUsedOn: undefined };
    await stores.accessTokens.add({ tokenId, hash, ...rights, ...made, ...changes });
    return { tokenId, header: `Bearer ${text}` };
  };

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    stores = await openStores();
    await stores.services.seed({ name: 'catalog', userName: 'all', passwordHash: quickHash('secret'), plans: [] });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await stores.database.close();
  });

  it('takes a token that was removed at another broker for five seconds at most (T3)', async () => {
    const [here, elsewhere] = [aBroker(), aBroker()];
    const { tokenId, header } = await addToken();
    for (const broker of [here, elsewhere]) expect(await broker.authenticate(header)).toMatchObject({ name: tokenId });

    await stores.accessTokens.remove(tokenId);
    here.forgetToken(tokenId);

    expect(here.recall(header)).toBeUndefined();
    expect(await here.authenticate(header)).toBeUndefined();
    expect(elsewhere.recall(header)).toBeDefined();
    vi.advanceTimersByTime(5_000);
    expect(elsewhere.recall(header)).toBeUndefined();
    expect(await elsewhere.authenticate(header)).toBeUndefined();
  });

  it('knows whose a token is, and what it is good for', async () => {
    const { tokenId, header } = await addToken({ role: 'admin', name: 'ci', scopes: ['read', 'of-tomorrow'] });

    expect(await aBroker().authenticate(header)).toEqual({
      name: 'ci',
      roles: new Set(['admin']),
      token: { tokenId, scopes: ['read'], expiresAtMs: undefined, lastUsedOn: undefined },
    });
  });

  it('takes no token for another by its id (T3)', async () => {
    const [one, other] = [await addToken(), await addToken()];

    expect(await aBroker().authenticate(one.header.replace(one.tokenId, other.tokenId))).toBeUndefined();
  });

  it('takes no token of a role that it does not know', async () => {
    const { header } = await addToken({ role: 'of-tomorrow' });

    expect(await aBroker().authenticate(header)).toBeUndefined();
  });

  it('remembers pairs for minutes, and never wrong ones', async () => {
    const broker = aBroker();
    const [right, wrong] = [basic('all', 'secret'), basic('all', 'guess')];

    expect(await broker.authenticate(wrong)).toBeUndefined();
    expect(await broker.authenticate(right)).toMatchObject({ name: 'all' });

    expect(broker.recall(wrong)).toBeUndefined();
    vi.advanceTimersByTime(299_999);
    expect(broker.recall(right)).toMatchObject({ name: 'all' });
    vi.advanceTimersByTime(1);
    expect(broker.recall(right)).toBeUndefined();
  });

  it('does the same work for an unknown user as for a wrong password (T2)', async () => {
    const broker = aBroker();
    const lookUp = vi.spyOn(stores.services, 'identity');

    for (const header of [basic('nobody', 'secret'), basic('all', 'guess'), basic('nobody', 'guess')]) {
      lookUp.mockClear();
      expect(await broker.authenticate(header)).toBeUndefined();
      expect(lookUp).toHaveBeenCalledTimes(1);
    }
  });

  it('checks a header once, however many show it at once', async () => {
    const broker = aBroker();
    const lookUp = vi.spyOn(stores.services, 'identity');

    const identities = await Promise.all(Array.from({ length: 50 }, () => broker.authenticate(basic('all', 'secret'))));

    expect(new Set(identities).size).toBe(1);
    expect(identities[0]).toMatchObject({ name: 'all' });
    expect(lookUp).toHaveBeenCalledTimes(1);
  });

  it('turns a flood of guesses away, but lets in who was right before (T4)', async () => {
    const broker = aBroker();
    await broker.authenticate(basic('all', 'secret'));
    vi.advanceTimersByTime(300_000);

    const flood = Array.from({ length: 100 }, (_, index) => broker.authenticate(basic('all', `guess ${index}`)));
    const known = broker.authenticate(basic('all', 'secret'));

    const answers = await Promise.all(flood);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(92);
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(8);
    expect(await known).toMatchObject({ name: 'all' });
  });

  it("lets a role's own pair in whatever waits, and forgets the pair of all where it is switched off", async () => {
    const own = { BROKER_ACCESS_ADMIN_USER: 'operator', BROKER_ACCESS_ADMIN_PASSWORD: 'p' };
    const off = aBroker({ ...own, BROKER_ACCESS_SHAREDPAIR: 'false' });
    const on = aBroker(own);
    const flood = Array.from({ length: 20 }, (_, index) => on.authenticate(basic('all', `guess ${index}`)));

    expect(await on.authenticate(basic('operator', 'p'))).toMatchObject({ roles: new Set(['admin']) });
    expect(await off.authenticate(basic('operator', 'p'))).toMatchObject({ roles: new Set(['admin']) });
    expect(await off.authenticate(basic('all', 'secret'))).toBeUndefined();
    await Promise.all(flood);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessTokenStore } from '#persistence';
import { PUBLIC_ROUTES } from '../../apps/broker/src/access/required-roles.js';
import { findIn, ODD_PATHS, type Role, ROLES_OF, type Scope, SCOPES, SCOPES_OF, toRequest } from '../support/doors.js';
import { routesOf } from '../support/routes-of.js';
import { strangersLike } from '../support/strangers.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

const ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: 'cf-password',
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'operators-password',
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: 'agents-password',
  BROKER_ACCESS_SHAREDPAIR: 'false',
  BROKER_HTTP_APIDOCS: '1',
};
const PAIRS: Readonly<Record<Role, string>> = {
  platform: basic('cf', 'cf-password'),
  admin: basic('operator', 'operators-password'),
  agent: basic('agent', 'agents-password'),
};
const HOST = '192.0.2.7';
const PING = { DockerHost: HOST, DockerPort: 2376, KeepAlive: 10, ServiceHost: HOST };
/** Something that each path could make something of. */
const BODY = {
  ...PING,
  ...orderOf('redis'),
  organization_guid: 'o',
  space_guid: 's',
  Host: HOST,
  name: 'walker',
  role: 'platform',
  Plan: '500',
  username: 'u',
  password: 'p',
};

describe('every door of the broker (T1)', () => {
  let world: World;
  let routes: readonly string[];
  let strangers: ReadonlyMap<string, string | undefined>;
  const tokens = new Map<string, string>();

  const knock = async (route: string, authorization: string | undefined): Promise<number> => {
    const [method, url] = toRequest(route);
    const answer = await world.broker.app.inject({
      method: method as 'GET',
      url,
      headers: { 'x-broker-api-version': '2.17', ...(authorization === undefined ? {} : { authorization }) },
      ...(['PUT', 'POST', 'PATCH'].includes(method) ? { payload: JSON.stringify(BODY) } : {}),
    });
    return answer.statusCode;
  };
  const make = async (body: object): Promise<{ readonly id: string; readonly token: string }> => {
    const headers = { authorization: PAIRS.admin };
    const answer = await world.broker.request('POST', '/admin/tokens', { headers, body });
    return answer.body as { id: string; token: string };
  };
  /** Each caller at each door; what was answered otherwise than it should be, and whether anything was done. */
  const walk = async (
    callers: ReadonlyMap<string, string | undefined>,
    doors: readonly string[],
    expected: number,
  ): Promise<readonly string[]> => {
    const [before, calls] = [await world.dumpAll(), world.docker.calls().length];
    const wrong: string[] = [];
    for (const door of doors) {
      for (const [caller, authorization] of callers) {
        const status = await knock(door, authorization);
        if (status !== expected) wrong.push(`${caller} at ${door}: ${status}`);
      }
    }
    expect(await world.dumpAll()).toBe(before);
    expect(world.docker.calls()).toHaveLength(calls);
    return wrong;
  };
  const someStrangers = (): ReadonlyMap<string, string | undefined> => new Map([...strangers].slice(0, 4));
  const closed = (): readonly string[] => routes.filter((route) => !PUBLIC_ROUTES.includes(route));
  const doorsOf = (role: Role): readonly string[] => closed().filter((route) => findIn(ROLES_OF, route).includes(role));
  const doorsOfOthers = (role: Role): readonly string[] =>
    closed().filter((route) => !findIn(ROLES_OF, route).includes(role));

  beforeAll(async () => {
    world = await World.open({ env: ENV, ping: null });
    await world.ping({}, { headers: { authorization: PAIRS.agent } });
    const headers = { authorization: PAIRS.platform };
    for (const path of [pathOf('i'), pathOf('i', 'b')])
      await world.broker.request('PUT', path, { headers, body: { ...orderOf('redis'), ...BODY } });
    routes = routesOf(world.broker).filter((route) => route.includes(' /'));

    tokens.set('platform', (await make({ name: 'platform', role: 'platform' })).token);
    tokens.set('agent', (await make({ name: 'agent', role: 'agent', dockerHost: HOST })).token);
    for (const scope of SCOPES) tokens.set(scope, (await make({ name: scope, role: 'admin', scopes: [scope] })).token);
    const removed = await make({ name: 'removed', role: 'admin', scopes: [...SCOPES] });
    await knock('GET /certificates', `Bearer ${removed.token}`);
    await world.broker.request('DELETE', `/admin/tokens/${removed.id}`, { headers: { authorization: PAIRS.admin } });
    const expired = await make({ name: 'expired', role: 'admin', scopes: [...SCOPES] });
    await expire(expired.id);

    const token = tokens.get('platform') ?? '';
    strangers = strangersLike({ pair: PAIRS.admin, pairOfAnother: PAIRS.platform, token }, { removed, expired });
  });

  afterAll(() => world.stop());

  /** As if its days were over. */
  const expire = async (tokenId: string): Promise<void> => {
    const store = world.broker.app.get(AccessTokenStore, { strict: false });
    const stored = await store.find(tokenId);
    if (stored === undefined || !(await store.remove(tokenId))) throw new Error('no such token');
    await store.add({ ...stored, expiresAtMs: Date.now() - 1 });
  };

  it('knows of them all', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes).toContain('DELETE /v2/service_instances/:instanceId/service_bindings/:bindingId');
    expect(routes).toContain('DELETE /admin/tokens/:tokenId');
    expect(routes).toContain('HEAD /admin/tokens');
  });

  it('is closed to whoever shows nothing, or something wrong: 401, and nothing is done', async () => {
    expect(await walk(strangers, closed(), 401)).toEqual([]);
  });

  it.each<Role>(['platform', 'admin', 'agent'])('is closed to %s where others are served: 403', async (role) => {
    const callers = new Map([[`the pair of ${role}`, PAIRS[role]]]);
    for (const [name, token] of tokens)
      if (name === role || (role === 'admin' && SCOPES.includes(name as Scope)))
        callers.set(`the token of ${name}`, `Bearer ${token}`).set(`the password of ${name}`, basic('x', token));

    expect(doorsOfOthers(role).length).toBeGreaterThan(2);
    expect(await walk(callers, doorsOfOthers(role), 403)).toEqual([]);
  });

  it.each(SCOPES)('is closed to a token with the scope %s where it does not suffice: 403', async (scope) => {
    const callers = new Map([[`a token for ${scope}`, `Bearer ${tokens.get(scope) ?? ''}`]]);
    const doors = doorsOf('admin').filter((route) => !findIn(SCOPES_OF, route).includes(scope));

    expect(doors.length).toBeGreaterThan(3);
    expect(await walk(callers, doors, 403)).toEqual([]);
  });

  it('is closed to the token of another host: 403 (T7)', async () => {
    const dockerHost = '192.0.2.8';
    const show = `Bearer ${(await make({ name: 'other', role: 'agent', dockerHost })).token}`;
    // The day of its first use is written down once.
    await world.ping({ DockerHost: dockerHost, DockerPort: 2376 }, { headers: { authorization: show } });
    const doors = doorsOf('agent').filter((route) => /^(POST|PUT) /.test(route));

    expect(await walk(new Map([['the token of another host', show]]), doors, 403)).toEqual([]);
  });

  it('opens to whom it is for: neither 401 nor 403', async () => {
    const wrong: string[] = [];
    for (const route of closed()) {
      const roles = findIn(ROLES_OF, route).map((role) => PAIRS[role]);
      const scopes = findIn(ROLES_OF, route).includes('admin') ? findIn(SCOPES_OF, route) : [];
      const shown = [...roles, ...scopes.map((scope) => `Bearer ${tokens.get(scope) ?? ''}`)];
      if (!/^(GET|HEAD) |\/ping$/.test(route) || /logs|api-docs/.test(route)) continue;
      for (const authorization of shown) if ([401, 403].includes(await knock(route, authorization))) wrong.push(route);
    }

    expect(wrong).toEqual([]);
  });

  it.each(ODD_PATHS)('is closed by any other name: %s', async (path) => {
    const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];
    const spellings = methods.map((method) => `${method} ${path}`);

    expect(await walk(someStrangers(), spellings, 401)).toEqual([]);
    const answers = await Promise.all(spellings.map((spelling) => knock(spelling, PAIRS.agent)));
    expect(answers.filter((status) => ![400, 403, 404].includes(status))).toEqual([]);
  });

  it('is closed to methods that it has not: 401 to strangers, 403 to other roles', async () => {
    const paths = [...new Set(closed().map((route) => route.split(' ')[1] ?? ''))];
    const doors = paths.map((path) => `OPTIONS ${path}`);

    expect(await walk(someStrangers(), doors, 401)).toEqual([]);
    const platforms = doors.filter((door) => door.includes('/v2/'));
    const others = doors.filter((door) => !door.includes('/v2/') && !door.endsWith('/ping'));
    expect(await walk(new Map([['an agent', PAIRS.agent]]), platforms, 403)).toEqual([]);
    expect(await walk(new Map([['a platform', PAIRS.platform]]), others, 403)).toEqual([]);
  });
});

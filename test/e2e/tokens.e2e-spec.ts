import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/test-broker.js';
import { basic, World } from '../support/world.js';

const ENV = {
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'operators-password',
  BROKER_ACCESS_SHAREDPAIR: 'false',
};
const OPERATOR = basic('operator', 'operators-password');
const HOST = '192.0.2.7';
const PING = { DockerHost: HOST, DockerPort: 2376, KeepAlive: 10, ServiceHost: HOST };

interface Made {
  readonly id: string;
  readonly token: string;
}

describe('tokens', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ env: ENV, ping: null });
  });
  afterAll(() => world.stop());

  const ask = (authorization: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    world.broker.request(method, path, { headers: { authorization }, ...(body === undefined ? {} : { body }) });
  const order = (body: object, authorization = OPERATOR): Promise<Answer> =>
    ask(authorization, 'POST', '/admin/tokens', body);
  const make = async (body: object): Promise<Made> => {
    const answer = await order({ name: `token-${randomUUID()}`, ...body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body as Made;
  };
  const list = async (): Promise<readonly unknown[]> => {
    const { body } = await ask(OPERATOR, 'GET', '/admin/tokens');
    return (body as { tokens: readonly unknown[] }).tokens;
  };
  const shownOf = async ({ id }: Made): Promise<unknown> =>
    (await list()).find((token) => (token as { id: string }).id === id);

  it('are told once, and listed without what they are made of (T3)', async () => {
    const { token, ...shown } = await make({ name: 'cf', role: 'platform', expiresInDays: 1 });

    expect(shown).toMatchObject({ name: 'cf', role: 'platform', createdBy: 'operator' });
    expect(await list()).toContainEqual(shown);
    expect(JSON.stringify(await list())).not.toMatch(/hash|dbt_/);
    const stored = await world.dump(['access_token']);
    expect(stored).toContain('"cf"');
    expect(stored).not.toContain(token.slice(-43));
  });

  it.each([
    ['Bearer', (token: string) => `Bearer ${token}`],
    ['the password of HTTP Basic', (token: string) => basic('anybody', token)],
  ])('open the doors of their role as %s', async (_, show) => {
    const { token } = await make({ role: 'platform' });

    expect(await ask(show(token), 'GET', '/v2/catalog')).toMatchObject({ status: 200 });
    expect(await ask(show(token), 'GET', '/admin/tokens')).toMatchObject({ status: 403 });
    expect(await ask(show(token), 'POST', '/ping', PING)).toMatchObject({ status: 403 });
  });

  it('of agents speak of one host each (T7)', async () => {
    const show = `Bearer ${(await make({ role: 'agent', dockerHost: HOST })).token}`;
    const other = '192.0.2.8';

    expect(await ask(show, 'POST', '/ping', PING)).toMatchObject({ status: 200 });
    const before = await world.dump();
    const refusal = {
      status: 403,
      body: { description: `This token is for the Docker host ${HOST}, not for ${other}.` },
    };
    expect(await ask(show, 'POST', '/ping', { ...PING, DockerHost: other })).toMatchObject(refusal);
    expect(await ask(show, 'POST', '/ping', { ...PING, dockerhost: other, DockerHost: undefined })).toMatchObject(
      refusal,
    );
    expect(await ask(show, 'PUT', `/certificate/${other}`, { Host: HOST })).toMatchObject(refusal);
    expect(await ask(show, 'PUT', `/certificate/${HOST}`, { Host: HOST })).toMatchObject({ status: 400 });
    expect(await ask(show, 'GET', `/certificate/${HOST}`)).toMatchObject({ status: 403 });
    expect(await world.dump()).toBe(before);
  });

  it('of administrators do what their scopes say, and no more', async () => {
    const show = `Bearer ${(await make({ name: 'ci', role: 'admin', scopes: ['catalog', 'access'] })).token}`;
    const image = '/My%20Docker%20Catalog/image/redis';

    expect(await ask(show, 'PUT', image, { Name: 'redis', Plan: '500' })).toMatchObject({ status: 200 });
    expect(await ask(show, 'GET', image)).toMatchObject({ status: 200 });
    expect(await ask(show, 'GET', '/admin/orphans')).toMatchObject({
      status: 403,
      body: { description: 'The token lacks the scope for this: read or instances.' },
    });
    expect(await order({ name: 'more', role: 'admin', scopes: ['catalog', 'hosts'] }, show)).toMatchObject({
      status: 403,
      body: { description: 'Your own token lacks what this one would be good for: hosts.' },
    });
    expect(await order({ name: 'less', role: 'admin', scopes: ['catalog'] }, show)).toMatchObject({ status: 201 });
    expect(JSON.stringify(await list())).toContain('"createdBy":"ci"');
  });

  it.each([
    ['no name', { role: 'platform' }, /name must be a string/],
    ['a name with a line in it', { name: 'a\nb', role: 'platform' }, /name has letters, digits/],
    ['a long name', { name: 'n'.repeat(65), role: 'platform' }, /name must be shorter/],
    ['no role', { name: 'n' }, /role must be one of/],
    ['a role of its own', { name: 'n', role: 'root' }, /role must be one of.* platform, admin, agent/],
    ['another scope', { name: 'n', role: 'admin', scopes: ['all'] }, /scopes must be some of: read/],
    ['a scope twice', { name: 'n', role: 'admin', scopes: ['read', 'read'] }, /scopes/],
    ['no scope', { name: 'n', role: 'admin' }, /needs scopes/],
    ['no host', { name: 'n', role: 'agent' }, /needs the dockerHost/],
    ['no day', { name: 'n', role: 'platform', expiresInDays: 0 }, /expiresInDays must not be less than 1/],
    ['a text for days', { name: 'n', role: 'platform', expiresInDays: '1' }, /expiresInDays must/],
  ])('are not made with %s', async (_, body, description) => {
    const before = await list();

    expect(await order(body)).toMatchObject({
      status: 400,
      body: { description: expect.stringMatching(description) as string },
    });
    expect(await list()).toEqual(before);
  });

  it('have names of their own', async () => {
    await make({ name: 'one', role: 'platform' });

    expect(await order({ name: 'one', role: 'agent', dockerHost: HOST })).toMatchObject({ status: 409 });
  });

  it('say on which day they were last good for something, at the cost of one write', async () => {
    const made = await make({ role: 'platform' });

    await ask(`Bearer ${made.token}`, 'GET', '/admin/tokens');
    expect(await shownOf(made)).not.toHaveProperty('lastUsedOn');
    await ask(basic('cf', made.token), 'GET', '/v2/catalog');
    expect(await shownOf(made)).toHaveProperty('lastUsedOn', expect.stringMatching(/^\d{4}-\d\d-\d\d$/));
  });

  it('that are removed open nothing any more: here at once', async () => {
    const { id, token } = await make({ role: 'platform' });
    await ask(`Bearer ${token}`, 'GET', '/v2/catalog');

    expect(await ask(OPERATOR, 'DELETE', `/admin/tokens/${id}`)).toMatchObject({ status: 200, body: {} });
    expect(await ask(`Bearer ${token}`, 'GET', '/v2/catalog')).toMatchObject({ status: 401 });
    expect(await ask(OPERATOR, 'DELETE', `/admin/tokens/${id}`)).toMatchObject({ status: 404 });
    expect(await ask(OPERATOR, 'DELETE', '/admin/tokens/no-such-id')).toMatchObject({ status: 404 });
  });
});

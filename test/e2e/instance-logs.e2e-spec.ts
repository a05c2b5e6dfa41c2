import { randomUUID } from 'node:crypto';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollUntil } from '../support/poll-until.js';
import { basic, ENDPOINT, orderOf, REDIS, World } from '../support/world.js';

const PATIENCE_MS = 10_000;
const IMAGES = [
  { ...REDIS, environment: { ADMIN_PASSWORD: 'canary-environment' } },
  { name: 'flat', plan: '100', image: 'redis', numinstances: 5 },
  {
    name: 'pg',
    plan: '100',
    image: 'redis',
    generated: {},
    environment: { POSTGRES_PASSWORD: '$PASSWORD' },
    readiness: { exec: ['ready'] },
    credentials: { password: '$PASSWORD' },
  },
];

interface Follower {
  readonly response: IncomingMessage;
  readonly request: ClientRequest;
  text(): string;
}

describe("GET /admin/instances/:id/logs, an instance's log", () => {
  let world: World;
  let listening: Promise<unknown> | undefined;
  beforeEach(async () => {
    listening = undefined;
    world = await World.open({ images: IMAGES });
  });
  afterEach(() => world.stop());

  const provisioned = async (parameters = {}): Promise<string> => {
    const instanceId = randomUUID();
    expect(await world.provision(instanceId, { parameters })).toMatchObject({ status: 201 });
    return instanceId;
  };
  const write = (instanceId: string, ...lines: string[]): void => {
    const container = world.docker.containers(ENDPOINT).find(({ name }) => name === `osb-${instanceId}`);
    world.docker.writeLog(ENDPOINT, container?.containerId ?? '', ...lines);
  };
  const follow = async (instanceId: string, headers = {}, method = 'GET'): Promise<Follower> => {
    listening ??= world.broker.app.listen(0, '127.0.0.1');
    await listening;
    const { port } = world.broker.app.getHttpServer().address() as AddressInfo;
    const path = `/admin/instances/${instanceId}/logs?follow=true&tail=10`;
    const auth = { authorization: basic('admin', 'admin'), ...headers };
    let text = '';
    return new Promise((resolve, reject) => {
      const request = get({ port, path, headers: auth, method }, (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', () => undefined);
        resolve({ response, request, text: () => text });
      });
      request.on('error', reject);
    });
  };
  const seen = (follower: Follower, text: string): Promise<unknown> =>
    pollUntil(`${text} in the log`, () => Promise.resolve(follower.text().includes(text)), PATIENCE_MS);

  it('has the last lines, with time and stream', async () => {
    const instanceId = await provisioned();
    write(instanceId, 'one', 'two', 'three');

    const answer = await world.get(`/admin/instances/${instanceId}/logs?tail=2`);

    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    const lines = ['two', 'three'].map((text) => ({ time, stream: 'stdout', text }));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({ instance_id: instanceId, container: `osb-${instanceId}`, lines });
  });

  it('has none older than asked for', async () => {
    const instanceId = await provisioned();
    write(instanceId, 'old');

    const answer = await world.get(`/admin/instances/${instanceId}/logs?since=2999-01-01T00:00:00Z`);

    expect(answer).toMatchObject({ status: 200, body: { lines: [] } });
  });

  it('shows no secret that the broker has given, neither to the service nor to an application', async () => {
    const instanceId = await provisioned({ word: 'canary-parameter' });
    const { body } = await world.bind(instanceId, randomUUID());
    const { uri } = (body as { credentials: { uri: string } }).credentials;
    const { password } = new URL(uri);
    write(instanceId, `uri ${uri}`, `login with ${password}`, 'canary-parameter and canary-environment', 'plain');

    const answer = await world.get(`/admin/instances/${instanceId}/logs`);

    const { lines } = answer.body as { lines: { text: string }[] };
    expect(lines.map(({ text }) => text)).toEqual([
      'uri [redacted]',
      'login with [redacted]',
      '[redacted] and [redacted]',
      'plain',
    ]);
  });

  it('shows no password that was made for the instance, though it has no binding', async () => {
    const instanceId = randomUUID();
    expect(await world.provision(instanceId, orderOf('pg'))).toMatchObject({ status: 201 });
    const [container] = world.docker.containers(ENDPOINT);
    const { environment } = world.docker.specOf(ENDPOINT, container?.containerId ?? '');
    const { POSTGRES_PASSWORD: password = '' } = environment;
    write(instanceId, `started with ${password}`);

    const answer = await world.get(`/admin/instances/${instanceId}/logs`);

    expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(answer.body).toMatchObject({ lines: [{ text: 'started with [redacted]' }] });
  });

  it('shows the log of a container that instances share, with the secrets of none of them', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    for (const [instanceId, word] of [
      [one, 'canary-of-one'],
      [other, 'canary-of-other'],
    ] as const)
      expect(await world.provision(instanceId, { ...orderOf('flat'), parameters: { word } })).toMatchObject({
        status: 201,
      });
    const { body } = await world.bind(other, randomUUID(), orderOf('flat'));
    const { password } = new URL((body as { credentials: { uri: string } }).credentials.uri);
    const [house] = world.docker.containers(ENDPOINT);
    world.docker.writeLog(ENDPOINT, house?.containerId ?? '', `canary-of-one, canary-of-other, ${password}`);

    const answer = await world.get(`/admin/instances/${one}/logs`);

    const text = '[redacted], [redacted], [redacted]';
    expect(answer.body).toMatchObject({ container: house?.name, lines: [{ text }] });
  });

  it.each([
    ['tail', 'tail=10001'],
    ['tail', 'tail=-1'],
    ['tail', 'tail=many'],
    ['since', 'since=yesterday'],
    ['follow', 'follow=yes'],
  ])('refuses a bad %s: %s', async (field, query) => {
    const answer = await world.get(`/admin/instances/${await provisioned()}/logs?${query}`);

    expect(answer).toMatchObject({ status: 400 });
    expect((answer.body as { description: string }).description).toContain(field);
  });

  it('knows no instance that is not there', async () => {
    expect(await world.get(`/admin/instances/${randomUUID()}/logs`)).toMatchObject({ status: 404 });
  });

  it.each(['', '?follow=true'])('is a conflict while there is no container (%s)', async (query) => {
    const instanceId = await provisioned();
    for (const { containerId } of world.docker.containers(ENDPOINT))
      await world.docker.removeContainer(ENDPOINT, containerId);

    expect(await world.get(`/admin/instances/${instanceId}/logs${query}`)).toMatchObject({ status: 409 });
  });

  it.each(['', '?follow=true'])('is not available while the host is away (%s)', async (query) => {
    const instanceId = await provisioned();
    world.docker.unplug(ENDPOINT);

    expect(await world.get(`/admin/instances/${instanceId}/logs${query}`)).toMatchObject({ status: 503 });
  });

  it('is for administrators alone', async () => {
    const path = `/admin/instances/${randomUUID()}/logs`;
    const headers = { authorization: basic('admin', 'wrong') };

    expect(await world.broker.request('GET', path, { headers })).toMatchObject({ status: 401 });
  });

  it('follows: an event for each line as it comes, without secrets, and the end', async () => {
    const instanceId = await provisioned({ word: 'canary-parameter' });
    write(instanceId, 'before');
    const follower = await follow(instanceId);
    expect(follower.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');

    write(instanceId, 'after canary-parameter');
    await seen(follower, 'after');
    await world.deprovision(instanceId);
    await seen(follower, 'event: end');

    const events = follower.text();
    expect(events).toMatch(/^id: \d{4}-.*Z\ndata: \{"time":".*","stream":"stdout","text":"before"\}$/m);
    expect(events).toContain('"text":"after [redacted]"');
  });

  it('goes on after the line that a reader has seen last', async () => {
    const instanceId = await provisioned();
    write(instanceId, 'before');

    const follower = await follow(instanceId, { 'last-event-id': '2999-01-01T00:00:00Z' });
    await world.deprovision(instanceId);
    await seen(follower, 'event: end');

    expect(follower.text()).not.toContain('before');
  });

  it('takes so many followers at once, and another one when one has left', async () => {
    const instanceId = await provisioned();
    const followers = await Promise.all(Array.from({ length: 101 }, () => follow(instanceId)));
    expect(followers.filter(({ response }) => response.statusCode === 503)).toHaveLength(1);

    followers.find(({ response }) => response.statusCode === 200)?.request.destroy();

    await pollUntil(
      'room for another follower',
      async () => (await follow(instanceId)).response.statusCode === 200,
      PATIENCE_MS,
    );
    for (const { request } of followers) request.destroy();
  });

  it('takes none for HEAD, which nobody reads', async () => {
    const instanceId = await provisioned();

    for (let asked = 0; asked < 101; asked += 1)
      expect((await follow(instanceId, {}, 'HEAD')).response.statusCode).toBe(200);

    await pollUntil(
      'room for a follower',
      async () => (await follow(instanceId)).response.statusCode === 200,
      PATIENCE_MS,
    );
  });

  it('lets a broker stop', async () => {
    const follower = await follow(await provisioned());

    await world.stop();
    await seen(follower, 'event: end');

    expect(follower.response.complete).toBe(true);
  });
});

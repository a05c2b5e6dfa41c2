import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import type { Answer } from '../support/test-broker.js';
import { basic, ENDPOINT, operationOf, pathOf, REDIS, World, type WorldParts } from '../support/world.js';

/** Without the versions of images, which are told once a host was asked. */
function catalogOf({ body }: Answer): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value: unknown) => (name === 'maintenance_info' ? undefined : value)),
  ) as unknown;
}

describe('restart on a SQLite file', () => {
  let dataDir: string;
  const open: World[] = [];

  const start = async (parts: WorldParts = {}): Promise<World> => {
    const world = await World.open({ dataDir, ...parts });
    open.push(world);
    return world;
  };
  const stop = async (world: World): Promise<void> => {
    open.splice(open.indexOf(world), 1);
    await world.stop();
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-restart-'));
  });

  afterEach(async () => {
    for (const world of open.splice(0)) await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('keeps instances, bindings with their credentials, catalog and hosts', async () => {
    const first = await start();
    await first.provision('i');
    const bound = await first.bind('i', 'b');
    await first.broker.request('PUT', '/My%20Docker%20Catalog/image/added', { body: { Plan: '1' } });
    const catalog = catalogOf(await first.get('/v2/catalog'));
    await stop(first);

    const second = await start({ docker: first.docker, ping: null });

    expect(catalogOf(await second.get('/v2/catalog'))).toEqual(catalog);
    expect(await second.bind('i', 'b')).toMatchObject({ status: 200, body: bound.body });
    expect(await second.provision('another')).toMatchObject({ status: 201 });
    expect(await second.unbind('i', 'b')).toMatchObject({ status: 200 });
    expect(await second.deprovision('i')).toMatchObject({ status: 200 });
    expect(second.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it('takes user, password, catalog name and images from the database, not from the file, once it is filled', async () => {
    await stop(await start({ images: [REDIS], env: { BROKER_SERVICES_PASSWORD: 'first' }, ping: null }));

    const second = await start({
      images: [{ name: 'other', plan: '1' }],
      env: { BROKER_SERVICES_PASSWORD: 'second', BROKER_SERVICES_CATALOG: 'Second' },
      ping: null,
    });
    const ask = (password: string, path: string): ReturnType<World['get']> =>
      second.broker.request('GET', path, { headers: { authorization: basic('admin', password) } });

    expect(await ask('second', '/v2/catalog')).toMatchObject({ status: 401 });
    expect(await ask('first', '/v2/catalog')).toMatchObject({ body: { services: [{ id: 'redis' }] } });
    expect(await ask('first', '/My%20Docker%20Catalog/images')).toMatchObject({ body: [{ Name: 'redis' }] });
    expect(await ask('first', '/Second/images')).toMatchObject({ status: 404 });
  });

  it('ends what the last process had begun, under the operation that the platform polls (ASY-10)', async () => {
    const gate = new Gate();
    const first = await start({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    first.play({
      '/provision': async () => {
        await gate.opened;
        return {};
      },
    });
    const operation = operationOf(await first.provision('i'));
    await stop(first);
    gate.open();

    const second = await start({ docker: first.docker, ping: null });

    expect(await second.endOf(pathOf('i'), operation)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(second.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running' }]);
    expect(await second.get(pathOf('i'))).toMatchObject({ status: 200 });
  });

  it('is shared by two brokers: one continues and serves what the other took in', async () => {
    const one = await start();
    const other = await start({ docker: one.docker, ping: null });

    expect(await one.provision('i')).toMatchObject({ status: 201 });
    expect(await other.provision('i')).toMatchObject({ status: 200 });
    const { body } = await other.bind('i', 'b');
    expect(await one.get(pathOf('i', 'b'))).toMatchObject({ status: 200, body: body as object });
    await one.broker.request('PUT', '/My%20Docker%20Catalog/image/added', { body: { Plan: '1' } });
    expect(JSON.stringify((await other.get('/v2/catalog')).body)).toContain('added_1');
    expect(await one.deprovision('i')).toMatchObject({ status: 200 });
    expect(await other.deprovision('i')).toMatchObject({ status: 410 });
  });

  it('refuses another key than the one that its secrets are sealed with, and says what to do (row 10)', async () => {
    await stop(await start({ ping: null }));
    writeFileSync(join(dataDir, 'secret.key'), randomBytes(32).toString('base64'));

    await expect(start({ ping: null })).rejects.toThrow(/same key file .*keyFile/);
  });

  it('refuses a key file that is broken', async () => {
    writeFileSync(join(dataDir, 'secret.key'), 'too short');

    await expect(start({ ping: null })).rejects.toThrow(/secret\.key must hold 32 bytes in base64/);
  });

  it('keeps the key to its owner', async () => {
    await start({ ping: null });

    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  });
});

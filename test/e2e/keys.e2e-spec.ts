import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseHealth, KeyRotation } from '#persistence';
import { runKeysCommand } from '../../apps/broker/src/key-rotation/run-keys-command.js';
import { LearnKeys } from '../../apps/broker/src/key-rotation/learn-keys.js';
import { ResealValues } from '../../apps/broker/src/key-rotation/reseal-values.js';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { pathOf, World, type WorldParts } from '../support/world.js';

const NEW_KEY = `year-2:${randomBytes(32).toString('base64')}`;
const TAKEN_BACK = 'the new data key was taken back: it is wrapped with a key that this broker does not hold';
const NOT_HELD = 'a data key is wrapped with a key that this broker does not hold: without it no broker can start';
const FOREVER = new AbortController().signal;

describe('keys of secrets', () => {
  let dataDir: string;
  let logger: RecordingLogger;
  const open: World[] = [];

  const start = async (parts: WorldParts = {}): Promise<World> => {
    const env = { BROKER_ENCRYPTION_KEEPHOURS: '0', ...parts.env };
    const world = await World.open({ dataDir, logger, ...parts, env });
    open.push(world);
    return world;
  };
  const twoBrokers = async (): Promise<[World, World]> => {
    const one = await start();
    return [one, await start({ docker: one.docker, ping: null })];
  };
  const partOf = <T>(world: World, part: abstract new (...args: never[]) => T): T =>
    world.broker.app.get(part, { strict: false });
  const status = async (world: World): Promise<string> =>
    (await runKeysCommand('status', partOf(world, KeyRotation))).join('\n');
  /** As if the 15 s were over. */
  const rotate = async (world: World): Promise<void> => {
    const rotation = partOf(world, KeyRotation);
    await runKeysCommand('rotate', rotation);
    await rotation.promote(0);
  };
  const finish = async (world: World): Promise<void> => {
    while (await partOf(world, ResealValues).execute(FOREVER));
  };
  const said = (message: string): unknown[] =>
    logger.entries.filter((entry) => (entry as { message?: string }).message === message);

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-keys-'));
    logger = new RecordingLogger();
  });
  afterEach(async () => {
    for (const world of open.splice(0)) await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('are replaced while two brokers serve, and the old one is destroyed (T18)', async () => {
    const [one, other] = await twoBrokers();
    await one.provision('i');
    const { body } = await one.bind('i', 'b');

    await runKeysCommand('rotate', partOf(one, KeyRotation));
    await partOf(one, LearnKeys).execute();
    expect(await status(one)).toContain('next');
    await rotate(one);
    await one.provision('j');
    expect(await partOf(other, DatabaseHealth).look()).toMatchObject({ state: 'serving' });
    expect(await other.get(pathOf('i', 'b'))).toMatchObject({ status: 200, body: body as object });
    expect(await other.get(pathOf('j'))).toMatchObject({ status: 200 });
    await finish(other);

    expect(await status(one)).toMatch(/destroyed .* 0 values\n.*primary/);
    expect(said('a data key that nothing is sealed with was destroyed')).toHaveLength(1);
    expect(await partOf(one, DatabaseHealth).look()).toMatchObject({ state: 'serving' });
    for (const world of [one, other])
      expect(await world.get(pathOf('i', 'b'))).toMatchObject({ status: 200, body: body as object });
    expect(await one.unbind('i', 'b')).toMatchObject({ status: 200 });
    expect(await other.deprovision('i')).toMatchObject({ status: 200 });
  });

  it('are sealed anew by another broker at once when one stops in the midst of it (row 9)', async () => {
    const [one, other] = await twoBrokers();
    await one.provision('i');
    await rotate(one);

    await partOf(one, ResealValues).execute(AbortSignal.abort());
    await finish(other);

    expect(await status(other)).toMatch(/destroyed .* 0 values\n.*primary/);
  });

  it('are there after a restart, with the key file alone', async () => {
    const first = await start();
    await first.provision('i');
    const { body } = await first.bind('i', 'b');
    await rotate(first);
    await finish(first);
    open.splice(0);
    await first.stop();

    const second = await start({ docker: first.docker, ping: null });

    expect(await second.bind('i', 'b')).toMatchObject({ status: 200, body: body as object });
  });

  it('may come from the environment, and follow the key file', async () => {
    const first = await start();
    await first.provision('i');
    const { body } = await first.bind('i', 'b');
    const env = { BROKER_KEYS: NEW_KEY };

    const second = await start({ docker: first.docker, ping: null, env });
    expect(await runKeysCommand('rotate --kek', partOf(second, KeyRotation))).toEqual([
      expect.stringContaining('1 data keys are wrapped'),
    ]);
    rmSync(join(dataDir, 'secret.key'));
    const third = await start({ docker: first.docker, ping: null, env });

    expect(await third.get(pathOf('i', 'b'))).toMatchObject({ status: 200, body: body as object });
    expect(await status(third)).toContain('wrapped with year-2');
    await expect(start({ docker: first.docker, ping: null })).rejects.toThrow('wrapped with key year-2');
  });

  it('are taken back by a broker that could not read what they seal, and it says when it could not start again', async () => {
    const one = await start();
    const ahead = await start({ docker: one.docker, ping: null, env: { BROKER_KEYS: NEW_KEY } });
    await runKeysCommand('rotate', partOf(ahead, KeyRotation));

    await partOf(one, LearnKeys).execute();
    await partOf(one, LearnKeys).execute();

    expect(await status(one)).not.toContain('next');
    expect(said(TAKEN_BACK)).toMatchObject([{ kekId: 'year-2' }]);

    await runKeysCommand('rotate --kek', partOf(ahead, KeyRotation));
    await partOf(one, LearnKeys).execute();
    await partOf(one, LearnKeys).execute();

    expect(said(NOT_HELD)).toMatchObject([{ kekId: 'year-2' }]);
    expect(await one.provision('i')).toMatchObject({ status: 201 });
  });
});

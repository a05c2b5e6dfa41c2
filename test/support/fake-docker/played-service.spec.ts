import { afterEach, describe, expect, it } from 'vitest';

import { ExecTimeoutError, HostUnreachableError } from '#docker-driver';
import { Gate } from '../../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../poll-until.js';
import { failureOf, FakeTenant } from './fake-tenant.js';
import type { FakeDockerOptions } from './fake-docker.types.js';

const VOLUME = 'osb-one-0';

describe('PlayedService', () => {
  let tenant: FakeTenant;
  const open = async (options?: FakeDockerOptions): Promise<string> => {
    tenant = await FakeTenant.open(options);
    return tenant.serve('one', 20_001);
  };
  const isIn = (password = 'secret'): boolean => tenant.fake.accepts('one', 'user', password);

  afterEach(async () => {
    await tenant.close();
  });

  it('knows a login from /bind to /unbind, however often they run', async () => {
    const containerId = await open();
    expect(isIn()).toBe(false);

    await tenant.run(containerId, '/bind');
    const { stdout } = await tenant.run(containerId, '/bind');

    expect(JSON.parse(stdout)).toEqual({
      uri: 'redis://user:secret@$HOST:$PORT_6379',
      username: 'user',
      password: 'secret',
    });
    expect(tenant.fake.logins('one')).toEqual([
      { instanceId: 'one', bindingId: 'binding', username: 'user', password: 'secret' },
    ]);
    expect(isIn()).toBe(true);
    expect(isIn('guessed')).toBe(false);
    expect(tenant.fake.accepts('two', 'user', 'secret')).toBe(false);
    await tenant.run(containerId, '/unbind');
    await tenant.run(containerId, '/unbind');
    expect(isIn()).toBe(false);
  });

  it('sets the password of a login that is there', async () => {
    const containerId = await open();
    await tenant.run(containerId, '/bind');

    await tenant.run(containerId, '/bind', 'changed');

    expect([isIn(), isIn('changed')]).toEqual([false, true]);
  });

  it('lets clients in at the port that is published', async () => {
    await openBound();

    expect(tenant.fake.acceptsUri('redis://user:secret@127.0.0.1:20001')).toBe(true);
    expect(tenant.fake.acceptsUri('redis://user:secret@127.0.0.1:20002')).toBe(false);
    expect(tenant.fake.acceptsUri('redis://user:guessed@127.0.0.1:20001')).toBe(false);
  });

  it('keeps logins as long as the volume: over a stop and a new container, not over a new volume', async () => {
    const containerId = await openBound();
    const { driver, fake } = tenant;

    await driver.stopContainer(fake.endpoint, containerId, 0);
    expect([isIn(), fake.logins('one').length]).toEqual([false, 1]);
    await driver.startContainer(fake.endpoint, containerId);
    expect(isIn()).toBe(true);
    await driver.removeContainer(fake.endpoint, containerId);
    await tenant.serve('one');
    expect(isIn()).toBe(true);
    fake.removeByHand('osb-one');
    await driver.removeVolume(fake.endpoint, VOLUME);
    await tenant.serve('one');

    expect([isIn(), fake.logins('one').length]).toEqual([false, 0]);
  });

  it('runs /provision and /deprovision without a word', async () => {
    const containerId = await open();

    expect(await tenant.run(containerId, '/provision')).toMatchObject({ stdout: '', exitCode: 0 });
    expect(await tenant.run(containerId, '/deprovision')).toMatchObject({ stdout: '', exitCode: 0 });
  });

  it('goes on when its client hangs up', async () => {
    const containerId = await open();
    const [gate, hangUp] = [new Gate(), new AbortController()];
    tenant.fake.play('/bind', async () => {
      await gate.opened;
      return { exitCode: 7 };
    });
    const execId = await tenant.prepare(containerId, '/bind');
    const failure = failureOf(tenant.start(execId, { signal: hangUp.signal }));
    await pollUntil('the start', () => tenant.fake.runningExecs().length === 1, 5_000);

    hangUp.abort();

    expect(await failure).toBeInstanceOf(HostUnreachableError);
    expect(tenant.fake.runningExecs()).toMatchObject([{ execId, containerName: 'osb-one' }]);
    gate.open();
    await pollUntil('the end', () => tenant.fake.runningExecs().length === 0, 5_000);
    const state = await tenant.driver.findExec(tenant.fake.endpoint, execId);
    expect(state).toEqual({ phase: 'ended', exitCode: 7 });
  });

  it('is killed with its container, and has no effect any more', async () => {
    const containerId = await open({ scriptMs: [60_000, 70_000] });
    const run = tenant.run(containerId, '/bind');
    await pollUntil('the start', () => tenant.fake.runningExecs().length === 1, 5_000);

    tenant.fake.stopByHand('osb-one');

    await expect(run).resolves.toMatchObject({ exitCode: 137, stdout: '' });
    expect(tenant.fake.logins('one')).toEqual([]);
    expect(tenant.fake.runningExecs()).toEqual([]);
  });

  it('can be replaced: by one that hangs, one that prints garbage, one that fails', async () => {
    const containerId = await open();
    tenant.fake.play('/bind', () => new Promise(() => undefined));
    tenant.fake.play('/unbind', async ({ stdin }) => ({ stdout: `no JSON: ${await stdin}` }));
    tenant.fake.play('/provision', () => ({ exitCode: 1, stderr: 'no\n' }));
    tenant.fake.play('/deprovision', () => {
      throw new Error('broken');
    });

    const hanging = tenant.start(await tenant.prepare(containerId, '/bind'), { timeoutMs: 100 });

    await expect(hanging).rejects.toThrow(ExecTimeoutError);
    expect(await tenant.run(containerId, '/unbind')).toMatchObject({ stdout: 'no JSON: {}' });
    expect(await tenant.run(containerId, '/provision')).toMatchObject({ exitCode: 1, stderr: 'no\n' });
    expect(await tenant.run(containerId, '/deprovision')).toMatchObject({ exitCode: 1, stderr: 'Error: broken' });
  });

  it('has no other programs', async () => {
    const containerId = await open();

    const outcome = await tenant.run(containerId, '/absent');

    expect(outcome.exitCode).toBe(126);
    expect(outcome.stdout).toMatch(/^OCI runtime exec failed/);
  });

  async function openBound(): Promise<string> {
    const containerId = await open();
    await tenant.run(containerId, '/bind');
    return containerId;
  }
});

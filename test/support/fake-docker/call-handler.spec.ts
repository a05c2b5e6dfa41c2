import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  EngineAnswerError,
  EngineBusyError,
  ExecTimeoutError,
  HostFullError,
  HostUnreachableError,
  ImageUnavailableError,
  PortTakenError,
} from '#docker-driver';
import { Gate } from '../../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../poll-until.js';
import type { CallFault, RouteName } from './fake-docker.types.js';
import { failureOf, FakeTenant } from './fake-tenant.js';

const BOOM = { status: 500, message: 'boom' };
const WRONG: readonly (readonly [NonNullable<CallFault['after']>, typeof HostUnreachableError])[] = [
  ['reset', HostUnreachableError],
  [BOOM, EngineBusyError],
  ['half', HostUnreachableError],
  ['endless', EngineAnswerError],
  ['garbage', EngineAnswerError],
];

/** What the driver makes of each kind of fault. Those without an end are ended by its time limits. */
describe('CallHandler', () => {
  let tenant: FakeTenant;

  beforeEach(async () => {
    tenant = await FakeTenant.open();
  });
  afterEach(async () => {
    await tenant.close();
  });

  const namesOf = (): string[] => tenant.fake.containers().map(({ name }) => name);

  describe('before the effect', () => {
    it.each([
      ['reset', HostUnreachableError],
      [BOOM, EngineBusyError],
    ] as const)('%j: there is none', async (before, Expected) => {
      tenant.fake.inject('createContainer', { before });

      await expect(tenant.create('one')).rejects.toThrow(Expected);

      expect(namesOf()).toEqual([]);
      await expect(tenant.create('one')).resolves.toMatch(/^[0-9a-f]{64}$/);
    });

    it('no space is left on the device until it is given', async () => {
      const disk = tenant.fake.fillDisk();

      await expect(tenant.create('one')).rejects.toThrow(HostFullError);
      disk.remove();

      await expect(tenant.create('one')).resolves.toMatch(/^[0-9a-f]{64}$/);
    });

    it("a stranger's process holds the port, which the message names", async () => {
      tenant.fake.takePort(20_007);

      await expect(tenant.serve('one', 20_007)).rejects.toThrow(/:20007: bind: address already in use/);

      expect(tenant.fake.containers()).toMatchObject([{ state: 'created' }]);
    });

    it('another container holds the port, in other words', async () => {
      await tenant.serve('one', 20_007);

      const start = tenant.serve('two', 20_007);

      await expect(start).rejects.toThrow(PortTakenError);
      await expect(start).rejects.toThrow(/Bind for 127.0.0.1:20007 failed: port is already allocated/);
    });
  });

  describe('after the effect', () => {
    it.each([...WRONG, ['wrong types', EngineAnswerError], [{ json: {} }, EngineAnswerError]] as typeof WRONG)(
      'of a call with an answer: %j',
      async (after, Expected) => {
        tenant.fake.inject('createContainer', { after });

        await expect(tenant.create('one')).rejects.toThrow(Expected);

        expect(namesOf()).toEqual(['osb-one']);
      },
    );

    it.each(WRONG)('of a call with an empty answer: %j', async (after, Expected) => {
      const containerId = await tenant.create('one');
      tenant.fake.inject('startContainer', { after });

      await expect(tenant.driver.startContainer(tenant.fake.endpoint, containerId)).rejects.toThrow(Expected);

      expect(tenant.fake.containers()).toMatchObject([{ state: 'running' }]);
    });

    it.each([
      ['reset', HostUnreachableError],
      [BOOM, EngineBusyError],
      ['half', HostUnreachableError],
      ['garbage', EngineAnswerError],
    ] as const)('of a command, which goes on: %j', async (after, Expected) => {
      const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
      tenant.fake.inject('startExec', { after });

      await expect(tenant.start(execId)).rejects.toThrow(Expected);

      const state = await tenant.driver.findExec(tenant.fake.endpoint, execId);
      expect(state).toEqual({ phase: 'ended', exitCode: 0 });
      expect(tenant.fake.accepts('one', 'user', 'secret')).toBe(true);
    });

    it('of a command, without an end of the output', async () => {
      const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
      tenant.fake.inject('startExec', { after: 'endless' });

      await expect(tenant.start(execId)).resolves.toMatchObject({ truncated: true, exitCode: 0 });
    });
  });

  describe('without an end', () => {
    it.each([{ before: 'hang' }, { after: 'hang' }, { after: 'trickle' }] as const)('a command: %j', async (fault) => {
      const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
      tenant.fake.inject('startExec', fault);

      await expect(tenant.start(execId, { timeoutMs: 200 })).rejects.toThrow(ExecTimeoutError);

      const hasEffect = 'after' in fault;
      await pollUntil('the effect', () => tenant.fake.logins('one').length === (hasEffect ? 1 : 0), 5_000);
    });

    it('a command that is called off', async () => {
      const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
      tenant.fake.inject('startExec', { before: 'hang' });

      const run = tenant.start(execId, { signal: AbortSignal.timeout(100) });

      await expect(run).rejects.toThrow(HostUnreachableError);
    });

    it.each([{ before: 'hang' }, { after: 'hang' }, { after: 'trickle' }] as const)('a pull: %j', async (fault) => {
      tenant.fake.publishImage('mysql');
      tenant.fake.inject('pullImage', fault);

      const options = { onProgress: () => undefined, timeoutMs: 200 };
      const pull = tenant.driver.pullImage(tenant.fake.endpoint, 'mysql', options);

      await expect(pull).rejects.toThrow(ImageUnavailableError);
    });

    it.each([{ before: 'hang' }, { after: 'trickle' }] as const)(
      'a look, which the driver gives up after ten seconds: %j',
      async (fault) => {
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
        try {
          tenant.fake.inject('inspectContainer', fault);
          const look = failureOf(tenant.driver.findContainer(tenant.fake.endpoint, 'osb-one'));
          while (tenant.fake.calls('inspectContainer') === 0) await new Promise(setImmediate);

          vi.advanceTimersByTime(10_000);

          expect(await look).toBeInstanceOf(HostUnreachableError);
        } finally {
          vi.useRealTimers();
        }
      },
    );
  });

  it('delays, and has the effect even if the client is gone', async () => {
    const [gate, hangUp] = [new Gate(), new AbortController()];
    const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
    tenant.fake.inject('startExec', { until: gate.opened, delayMs: [1, 5] });
    const failure = failureOf(tenant.start(execId, { signal: hangUp.signal }));
    await pollUntil('the call', () => tenant.fake.calls('startExec') === 1, 5_000);

    hangUp.abort();

    expect(await failure).toBeInstanceOf(HostUnreachableError);
    expect(tenant.fake.logins('one')).toEqual([]);
    gate.open();
    await pollUntil('the login', () => tenant.fake.accepts('one', 'user', 'secret'), 5_000);
  });

  it('hits as many calls as it is told, of those that it is told', async () => {
    const fault = tenant.fake.inject(['createContainer', 'createVolume'], {
      before: BOOM,
      times: 2,
      when: ({ body }) => JSON.stringify(body).includes('osb-one-0'),
    });

    await tenant.create('two', 20_002);
    await expect(tenant.create('one')).rejects.toThrow(EngineBusyError);
    await expect(tenant.create('one')).rejects.toThrow(EngineBusyError);
    await tenant.create('one');

    expect(fault.hits).toBe(2);
  });

  it('knows which container a call is about', async () => {
    const [one, two] = [await tenant.serve('one'), await tenant.serve('two', 20_002)];
    const isTwo = vi.fn((_call: unknown, container?: { name: string }) => container?.name === 'osb-two');
    tenant.fake.inject(['createExec', 'startExec'], { before: 'reset', when: isTwo });
    const execId = await tenant.prepare(one, '/bind');

    await expect(tenant.prepare(two, '/bind')).rejects.toThrow(HostUnreachableError);

    expect(await tenant.start(execId)).toMatchObject({ exitCode: 0 });
  });

  it('hits at random, the same calls for the same seed, until it is told to stop', async () => {
    const storm = async (seed: number): Promise<string> => {
      const other = await FakeTenant.open({ seed });
      const faults = other.fake.injectAtRandom({
        probability: 0.5,
        faults: [{ after: BOOM }],
        routes: ['listContainers'],
      });
      const list = (): Promise<string> =>
        other.driver.listContainers(other.fake.endpoint, 'a').then(
          () => '.',
          () => 'x',
        );
      let seen = '';
      for (let round = 0; round < 30; round += 1) seen += await list();
      faults.remove();
      expect(faults.hits).toBe(seen.split('x').length - 1);
      expect(await list()).toBe('.');
      await other.close();
      return seen;
    };

    const first = await storm(7);

    expect(first).toMatch(/x.*\.|\..*x/);
    expect(await storm(7)).toBe(first);
    expect(await storm(8)).not.toBe(first);
  });

  it.each<RouteName>(['version', 'listNetworks', 'createNetwork'])('hits %s too', async (route) => {
    tenant.fake.inject(route, { before: 'reset' });
    const { endpoint } = tenant.fake;

    const call =
      route === 'version' ? tenant.driver.describeEngine(endpoint) : tenant.driver.ensureNetwork(endpoint, 'n');

    await expect(call).rejects.toThrow(HostUnreachableError);
  });
});

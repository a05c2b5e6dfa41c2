import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError } from './docker-driver.errors.js';
import type { DockerDriver, DockerEndpoint } from './docker-driver.port.js';
import { GuardedDockerDriver, type HostChange } from './guarded-docker-driver.js';
import { contractScript } from './testing/contract-script.js';
import { describeDockerDriver } from './testing/docker-driver.contract.js';
import { InMemoryDockerDriver } from './testing/in-memory-docker-driver.js';

const ONE: DockerEndpoint = { kind: 'unix', socketPath: '/run/one.sock' };
const OTHER: DockerEndpoint = { kind: 'tcp', host: 'other', port: 2376 };

describeDockerDriver('guarded, in memory', () => {
  const driver = new InMemoryDockerDriver(contractScript);
  driver.addImage(ONE, 'some/image:1');
  return Promise.resolve({
    driver: new GuardedDockerDriver(driver),
    endpoint: ONE,
    imageRef: 'some/image:1',
    hostPort: 20_000,
    networkName: 'tenants',
    close: () => Promise.resolve(),
  });
});

type Method = (endpoint: DockerEndpoint, ...rest: unknown[]) => Promise<unknown>;

/** All of the port: the compiler makes each driver have them. */
const METHODS = Object.getOwnPropertyNames(GuardedDockerDriver.prototype).filter(
  (name) => name !== 'constructor',
) as (keyof DockerDriver)[];

const GUARDED = GuardedDockerDriver.prototype;

const call = (driver: DockerDriver, name: keyof DockerDriver, ...rest: unknown[]): Promise<unknown> =>
  (driver[name] as Method).call(driver, ONE, ...rest);

type Answers = (name: string, args: readonly unknown[]) => Promise<unknown>;

/** A driver whose every method does the same. */
function driverThat(answers: Answers): DockerDriver {
  return new Proxy({} as DockerDriver, {
    get:
      (_, name) =>
      (...args: readonly unknown[]) =>
        answers(String(name), args),
  });
}

describe('GuardedDockerDriver', () => {
  const channel = tracingChannel('docker-broker:docker');
  const seen: string[] = [];
  const note = (event: string) => (message: unknown) => {
    seen.push(`${event} ${(message as { name: string }).name}`);
  };
  const listeners = { start: note('start'), end: note('end'), asyncStart: note('asyncStart') };
  const watch = { ...listeners, asyncEnd: note('asyncEnd'), error: note('error') };

  afterEach(() => {
    channel.unsubscribe(watch);
    seen.length = 0;
    vi.useRealTimers();
  });

  it('has every method of the port', () => {
    const real = Object.getOwnPropertyNames(InMemoryDockerDriver.prototype);

    expect(METHODS.length).toBeGreaterThanOrEqual(17);
    expect(METHODS.filter((name) => !real.includes(name))).toEqual([]);
  });

  it.each(METHODS)('hands %s on, and its answer back', async (name) => {
    const inner = vi.fn<Answers>(() => Promise.resolve('answer'));
    const given = ['second', 'third', 'fourth'];

    expect(await call(new GuardedDockerDriver(driverThat(inner)), name, ...given)).toBe('answer');

    expect(inner.mock.calls).toEqual([[name, [ONE, ...given].slice(0, GUARDED[name].length)]]);
  });

  it.each(METHODS)('tells who listens before %s and after it', async (name) => {
    const driver = new GuardedDockerDriver(
      driverThat(() => {
        seen.push('effect');
        return Promise.resolve();
      }),
    );
    channel.subscribe(watch);

    await call(driver, name, 'some', {});

    expect(seen.slice(0, 2)).toEqual([`start ${name}`, 'effect']);
    expect(seen).toContain(`asyncStart ${name}`);
  });

  it.each(METHODS)('fails %s at once when the host has not answered three times', async (name) => {
    const inner = vi.fn(() => Promise.reject(new HostUnreachableError('refused')));
    const driver = new GuardedDockerDriver(driverThat(inner));
    for (let time = 0; time < 3; time += 1) await call(driver, name, 'some', {}).catch(() => undefined);
    channel.subscribe(watch);

    await expect(call(driver, name, 'some', {})).rejects.toThrow(/did not answer 3 times/);

    expect(inner).toHaveBeenCalledTimes(3);
    expect(seen).toEqual([]);
  });

  it('harms no other host, and tells of each change once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const inner = new InMemoryDockerDriver();
    const changes: HostChange[] = [];
    const driver = new GuardedDockerDriver(inner, (change) => changes.push(change));
    inner.unplug(ONE);

    for (let time = 0; time < 5; time += 1) {
      await expect(driver.findContainer(ONE, 'some')).rejects.toThrow(HostUnreachableError);
      expect(await driver.findContainer(OTHER, 'some')).toBeUndefined();
    }
    inner.plug(ONE);
    vi.advanceTimersByTime(2_000);

    expect(await driver.findContainer(ONE, 'some')).toBeUndefined();
    expect(changes).toEqual([
      { endpoint: ONE, answers: false, reason: 'Nobody answers there.' },
      { endpoint: ONE, answers: true, reason: 'Nobody answers there.' },
    ]);
  });

  it.each(['ensureVolume', 'removeVolume', 'createContainer'] as const)(
    'does not blame the host when the caller of %s calls it off',
    async (name) => {
      const driver = new GuardedDockerDriver(driverThat(() => Promise.reject(new HostUnreachableError('called off'))));
      const signal = AbortSignal.abort();
      const rest = ['some', signal];

      for (let time = 0; time < 5; time += 1) await expect(call(driver, name, ...rest)).rejects.toThrow('called off');
    },
  );

  it.each(['pullImage', 'runExec'] as const)('nor when the caller of %s does', async (name) => {
    const driver = new GuardedDockerDriver(driverThat(() => Promise.reject(new HostUnreachableError('called off'))));

    for (let time = 0; time < 5; time += 1)
      await expect(call(driver, name, 'some', { signal: AbortSignal.abort() })).rejects.toThrow('called off');
  });
});

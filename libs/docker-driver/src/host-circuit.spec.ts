import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineBusyError, EngineRefusedError, ExecTimeoutError, HostUnreachableError } from './docker-driver.errors.js';
import { HostCircuit } from './host-circuit.js';

const AWAY = new HostUnreachableError('Could not start it: connection refused.');
const OPEN = /did not answer 3 times in a row/;

describe('HostCircuit', () => {
  let changes: [boolean, string][];
  let circuit: HostCircuit;
  let host: { answers: boolean; probes: number };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    changes = [];
    host = { answers: true, probes: 0 };
    circuit = new HostCircuit((answers, reason) => changes.push([answers, reason]));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const answer = <T>(value: T): Promise<T> => (host.answers ? Promise.resolve(value) : Promise.reject(AWAY));
  const probe = (): Promise<string> => {
    host.probes += 1;
    return answer('it is me');
  };
  const call = (run: () => Promise<unknown> = () => answer('done'), signal?: AbortSignal): Promise<unknown> =>
    circuit.run({ signal, probe, run });
  const fail = (error: Error, signal?: AbortSignal): Promise<unknown> =>
    call(() => Promise.reject(error), signal).catch(() => undefined);
  const isOpen = async (): Promise<boolean> => {
    const run = vi.fn(() => answer('done'));
    await call(run).catch(() => undefined);
    return run.mock.calls.length === 0;
  };
  const open = async (): Promise<void> => {
    host.answers = false;
    for (let time = 0; time < 3; time += 1) await expect(call()).rejects.toBe(AWAY);
  };

  it('fails at once after three calls without an answer, and says why', async () => {
    await open();
    const run = vi.fn();

    const refused = call(run);

    await expect(refused).rejects.toThrow(OPEN);
    await expect(refused).rejects.toMatchObject({ name: 'HostUnreachableError', retryable: true, cause: AWAY });
    expect(run).not.toHaveBeenCalled();
    expect(host.probes).toBe(0);
  });

  it('lets all go on once the host answers a probe', async () => {
    await open();
    host.answers = true;

    vi.advanceTimersByTime(1_999);
    await expect(call()).rejects.toThrow(OPEN);
    vi.advanceTimersByTime(1);

    expect(await Promise.all([call(), call(), call()])).toEqual(['done', 'done', 'done']);
    expect(host.probes).toBe(1);
  });

  it('waits twice as long after each probe in vain, and never longer than 30 s', async () => {
    await open();

    const pauses: number[] = [];
    for (let time = 0, waited = 0; pauses.length < 6; time += 1_000) {
      const before = host.probes;
      await call().catch(() => undefined);
      if (host.probes > before) {
        pauses.push((time - waited) / 1_000);
        waited = time;
      }
      vi.advanceTimersByTime(1_000);
    }

    expect(pauses).toEqual([2, 4, 8, 16, 30, 30]);
  });

  it('tells of each change once, however often the host is probed', async () => {
    await open();
    for (let time = 0; time < 100; time += 1) {
      vi.advanceTimersByTime(1_000);
      await call().catch(() => undefined);
    }
    host.answers = true;
    vi.advanceTimersByTime(30_000);
    await call();
    await open();

    expect(changes).toEqual([
      [false, AWAY.message],
      [true, AWAY.message],
      [false, AWAY.message],
    ]);
  });

  it.each([new EngineBusyError('removal in progress'), new EngineRefusedError('404'), new Error('a bug')])(
    'passes on what the engine answered: %s',
    async (error) => {
      for (let time = 0; time < 5; time += 1) await expect(call(() => Promise.reject(error))).rejects.toBe(error);

      expect(await isOpen()).toBe(false);
    },
  );

  it('begins to count anew with any answer, an error of the engine too', async () => {
    await fail(AWAY);
    await fail(AWAY);
    await fail(new EngineRefusedError('404'));
    await fail(AWAY);
    await fail(AWAY);

    expect(await isOpen()).toBe(false);
  });

  it('counts neither what the caller called off nor a command that takes too long, and is not calmed by them', async () => {
    const calledOff = AbortSignal.abort();
    for (let time = 0; time < 5; time += 1) {
      await fail(AWAY, calledOff);
      await fail(new ExecTimeoutError('still running'));
    }
    expect(await isOpen()).toBe(false);

    await fail(AWAY);
    await fail(AWAY, calledOff);
    await fail(AWAY);
    await fail(new ExecTimeoutError('still running'));
    await fail(AWAY);

    expect(await isOpen()).toBe(true);
  });

  it('passes on what a call that was called off ended with', async () => {
    await expect(call(() => Promise.reject(AWAY), AbortSignal.abort())).rejects.toBe(AWAY);
  });

  it('takes an engine that answers the probe with an error for one that answers', async () => {
    await open();
    vi.advanceTimersByTime(2_000);

    const result = circuit.run({
      signal: undefined,
      probe: () => Promise.reject(new EngineBusyError('starting')),
      run: () => Promise.resolve('done'),
    });

    expect(await result).toBe('done');
  });
});

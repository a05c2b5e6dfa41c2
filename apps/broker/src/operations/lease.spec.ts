import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OperationStore } from '#persistence';
import { type ClaimedOperation, DatabaseUnavailableError, FencedError } from '#persistence';
import { Lease } from './lease.js';
import { RecordingLogger } from './testing/recording-logger.js';

const LEASE_MS = 15_000;
const operation = {
  ...{ operationId: 'o', kind: 'provision', instanceId: 'i', mode: 'forward', requestId: 'r' },
  ...{ claim: { operationId: 'o', owner: 'me', epoch: 1 }, remainingMs: 600_000 },
} as ClaimedOperation;

describe('Lease', () => {
  const renew = vi.fn<OperationStore['renew']>();
  const store = { renew } as unknown as OperationStore;
  let lease: Lease;
  beforeAll(() => {
    RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
    renew.mockResolvedValue();
    lease = new Lease(store, operation, LEASE_MS);
  });
  afterEach(() => {
    lease.end();
    vi.useRealTimers();
  });

  it('is renewed every third of its length while an effect lasts, and so lasts as long', async () => {
    await vi.advanceTimersByTimeAsync(10 * LEASE_MS);

    expect(renew).toHaveBeenCalledTimes(30);
    expect(lease.signal.aborted).toBe(false);
    expect(lease.expired.aborted).toBe(false);
  });

  it('is over for all calls under way when a process wakes up after its end (rows 32 and 33)', async () => {
    renew.mockImplementation(() => new Promise(() => undefined));

    await vi.advanceTimersByTimeAsync(LEASE_MS - 1);
    expect(lease.expired.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(lease.expired.aborted).toBe(true);
    expect(lease.signal.aborted).toBe(true);
  });

  it('counts from before the renewal was asked for: never longer than the database does', async () => {
    renew.mockImplementationOnce(async () => {
      await vi.advanceTimersByTimeAsync(4_000);
    });
    await lease.note({});
    renew.mockImplementation(() => new Promise(() => undefined));

    await vi.advanceTimersByTimeAsync(LEASE_MS - 4_001);
    expect(lease.expired.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(lease.expired.aborted).toBe(true);
  });

  it('makes what an effect needs beside the note of its step, and the effect after both', async () => {
    const order: string[] = [];
    renew.mockImplementation(async () => {
      order.push('note');
      await Promise.resolve();
    });
    const effect = (): Promise<void> => Promise.resolve(void order.push('effect'));
    const beside = (): Promise<void> =>
      new Promise((resolve) =>
        setImmediate(() => {
          resolve(void order.push('beside'));
        }),
      );

    await lease.step('start', 'starting', effect, beside);

    expect(order).toEqual(['note', 'beside', 'effect']);
  });

  it('has no effect where what it needs could not be made', async () => {
    const effect = vi.fn<() => Promise<void>>();
    const failure = new DatabaseUnavailableError('away');

    await expect(lease.step('start', 'starting', effect, () => Promise.reject(failure))).rejects.toThrow(failure);

    expect(effect).not.toHaveBeenCalled();
  });

  it('fails when neither the note nor what is made beside it is under way any more', async () => {
    const order: string[] = [];
    renew.mockImplementation(async () => {
      for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
      order.push('note');
    });
    const step = lease.step('start', 'starting', vi.fn(), () => Promise.reject(new DatabaseUnavailableError('away')));

    await step.catch(() => order.push('failed'));

    expect(order).toEqual(['note', 'failed']);
  });

  it.each([new FencedError('another has it'), new DatabaseUnavailableError('away')])(
    'lets no further effect follow when it cannot be renewed: %s (row 36)',
    async (failure) => {
      renew.mockRejectedValue(failure);
      const effect = vi.fn<() => Promise<void>>();

      await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
      const step = lease.step('start', 'starting', effect);

      await expect(step).rejects.toThrow(failure);
      expect(effect).not.toHaveBeenCalled();
      expect(lease.signal.aborted).toBe(true);
      expect(lease.expired.aborted).toBe(false);
    },
  );

  it('begins nothing after the deadline (row 35)', async () => {
    const effect = vi.fn<() => Promise<void>>();
    await vi.advanceTimersByTimeAsync(600_000);

    await expect(lease.step('start', 'starting', effect)).rejects.toThrow('The deadline has passed.');

    expect(effect).not.toHaveBeenCalled();
  });
});

import { stat } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { callEngine } from './call-engine.js';
import { HostUnreachableError } from './docker-driver.errors.js';

/** As in a process that was stopped: a timer is overdue when an answer comes in, and the answer is found first. */
function wakeUp(timer: () => void, answer: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    stat('.', () => {
      setTimeout(timer, 1);
      const until = performance.now() + 20;
      while (performance.now() < until);
      resolve(answer().catch((error: unknown) => error));
    });
  });
}

describe('callEngine', () => {
  it('sends nothing that an overdue timer calls off (rows 32 and 33)', async () => {
    const lease = new AbortController();
    const send = vi.fn<() => Promise<string>>().mockResolvedValue('sent');
    const call = { name: 'start command', timeoutMs: 1_000, signal: lease.signal };

    const outcome = await wakeUp(
      () => {
        lease.abort();
      },
      () =>
        callEngine(call, (signal) => {
          signal.throwIfAborted();
          return send();
        }),
    );

    expect(outcome).toBeInstanceOf(HostUnreachableError);
    expect(send).not.toHaveBeenCalled();
  });

  it('sends what nobody calls off', async () => {
    const call = { name: 'start command', timeoutMs: 1_000, signal: new AbortController().signal };

    expect(await callEngine(call, () => Promise.resolve('sent'))).toBe('sent');
  });
});

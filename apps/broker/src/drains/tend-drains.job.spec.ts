import { describe, expect, it } from 'vitest';
import { TendDrainsJob } from './tend-drains.job.js';

const hosts = Array.from({ length: 150 }, (_, index) => ({ hostId: `host-${index}`, isAlive: index > 0 }));

describe('the job that looks after drains', () => {
  it('looks at living hosts, a hundred at a time and each once in a round', async () => {
    const looked: string[] = [];
    const tendDrains = { execute: (hostId: string) => Promise.resolve(looked.push(hostId)) };
    const store = { findPulses: () => Promise.resolve(hosts) };
    const parts = [store, tendDrains, { drains: { everySeconds: 10 } }];
    const job = Reflect.construct(TendDrainsJob, parts) as TendDrainsJob;

    await job.tend();
    expect(looked).toHaveLength(100);

    for (let second = 0; second < 5; second += 1) await job.tend();
    expect(looked).toEqual(hosts.slice(1).map(({ hostId }) => hostId));
  });
});

import { describe, expect, it } from 'vitest';
import { Workers } from './workers.js';

describe('Workers', () => {
  it('admits as many as there is room for, each operation once', () => {
    const workers = new Workers({ total: 2, perHost: 2 });

    expect(workers.admit({ operationId: 'a', hostId: 'one' })).toBeDefined();
    expect(workers.admit({ operationId: 'a', hostId: 'one' })).toBeUndefined();
    expect(workers.admit({ operationId: 'b', hostId: 'two' })).toBeDefined();
    expect(workers.admit({ operationId: 'c', hostId: 'three' })).toBeUndefined();

    workers.dismiss('a');
    expect(workers.room).toBe(1);
    expect(workers.admit({ operationId: 'c', hostId: 'three' })).toBeDefined();
  });

  it('keeps workers for other hosts when one has enough', () => {
    const workers = new Workers({ total: 10, perHost: 2 });
    for (const operationId of ['a', 'b']) workers.admit({ operationId, hostId: 'slow' });

    expect(workers.admit({ operationId: 'c', hostId: 'slow' })).toBeUndefined();
    expect(workers.busyHosts()).toEqual(['slow']);
    expect(workers.admit({ operationId: 'd', hostId: 'quick' })).toBeDefined();

    workers.dismiss('a');
    expect(workers.busyHosts()).toEqual([]);
    expect(workers.admit({ operationId: 'c', hostId: 'slow' })).toBeDefined();
  });

  it('counts work without a known host in the total alone', () => {
    const workers = new Workers({ total: 3, perHost: 1 });

    for (const operationId of ['a', 'b', 'c']) expect(workers.admit({ operationId })).toBeDefined();

    expect(workers.busyHosts()).toEqual([]);
    expect(workers.admit({ operationId: 'd' })).toBeUndefined();
  });
});

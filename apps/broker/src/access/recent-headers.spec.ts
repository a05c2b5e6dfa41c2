import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identity } from './identity.js';
import { RecentHeaders } from './recent-headers.js';

const named = (name: string): Identity => ({ name, roles: new Set(['admin']), token: undefined });

describe('RecentHeaders', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('are known for their time, and no longer taken on trust after it', () => {
    const recent = new RecentHeaders(5_000, 10);
    recent.remember('one', named('one'));

    vi.advanceTimersByTime(4_999);
    expect(recent.recall('one')).toEqual(named('one'));
    vi.advanceTimersByTime(1);
    expect(recent.recall('one')).toBeUndefined();
    expect(recent.has('one')).toBe(true);
    expect(recent.has('other')).toBe(false);
  });

  it('make room by forgetting whoever was there first', () => {
    const recent = new RecentHeaders(5_000, 2);
    for (const name of ['one', 'two', 'one', 'three']) recent.remember(name, named(name));

    expect(['one', 'two', 'three'].map((name) => recent.has(name))).toEqual([true, false, true]);
  });

  it('are forgotten when told to', () => {
    const recent = new RecentHeaders(5_000, 10);
    for (const name of ['one', 'two']) recent.remember(name, named(name));

    recent.forget(({ name }) => name === 'one');

    expect(recent.has('one')).toBe(false);
    expect(recent.recall('two')).toEqual(named('two'));
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FailedLogins, secondsOfStrike } from './failed-logins.js';

describe('FailedLogins (T4)', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const fail = async (logins: FailedLogins, times: number, address = '192.0.2.1'): Promise<void> => {
    for (let index = 0; index < times; index++) await logins.count(address);
  };

  it('lets so many be wrong within a minute, and then has the address wait', async () => {
    const logins = new FailedLogins(20);

    await fail(logins, 19);
    expect(await logins.waitOf('192.0.2.1')).toBeUndefined();
    await fail(logins, 1);

    expect(await logins.waitOf('192.0.2.1')).toBe(60);
    expect(await logins.waitOf('192.0.2.2')).toBeUndefined();
  });

  it('forgets those of an earlier minute', async () => {
    const logins = new FailedLogins(20);

    await fail(logins, 19);
    vi.advanceTimersByTime(60_001);
    await fail(logins, 19);

    expect(await logins.waitOf('192.0.2.1')).toBeUndefined();
  });

  it('has whoever goes on wait for longer, once for all that were looked at side by side', async () => {
    const logins = new FailedLogins(20);

    await fail(logins, 25);
    expect(await logins.waitOf('192.0.2.1')).toBe(60);
    vi.advanceTimersByTime(60_001);
    expect(await logins.waitOf('192.0.2.1')).toBeUndefined();
    await fail(logins, 20);

    expect(await logins.waitOf('192.0.2.1')).toBe(120);
  });

  it('takes an IPv6 network for one address', async () => {
    const logins = new FailedLogins(2);

    await fail(logins, 1, '2001:db8::1');
    await fail(logins, 1, '2001:db8::2');

    expect(await logins.waitOf('2001:db8::3')).toBe(60);
    expect(await logins.waitOf('2001:db8:0:1::3')).toBeUndefined();
  });

  it('counts nothing where there is no limit', async () => {
    const logins = new FailedLogins(0);

    await fail(logins, 100);

    expect(await logins.waitOf('192.0.2.1')).toBeUndefined();
  });

  it.each([
    [1, 60],
    [2, 120],
    [4, 480],
    [5, 900],
    [1_000, 900],
  ])('has the offence number %i last %i s', (strike, seconds) => {
    expect(secondsOfStrike(strike)).toBe(seconds);
  });
});

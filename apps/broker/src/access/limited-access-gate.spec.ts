import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrokerConfig } from '../config/broker-config.types.js';
import { LimitsConfig } from '../config/limits-config.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import type { AccessControl } from './access-control.js';
import type { Admission } from './access-gate.port.js';
import type { Caller } from './access.types.js';
import type { HttpAccessGate } from './http-access-gate.js';
import { LimitedAccessGate } from './limited-access-gate.js';

const STRANGER: Admission = { caller: undefined, refusal: { status: 401, description: 'wrong' } };

describe('LimitedAccessGate (T4)', () => {
  let asked: string[];
  let known: ReadonlySet<string>;
  let callers: Readonly<Record<string, Caller>>;

  beforeAll(() => {
    RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    asked = [];
    known = new Set();
    callers = {};
  });

  const open = (limits: Partial<BrokerConfig['limits']>): LimitedAccessGate => {
    const gate = {
      admit: ({ authorization = '' }): Admission => {
        asked.push(authorization);
        const caller = callers[authorization];
        return caller === undefined ? STRANGER : { caller, refusal: undefined };
      },
    } as unknown as HttpAccessGate;
    const access = { knows: (header: string) => known.has(header) } as unknown as AccessControl;
    const config = Object.assign(new BrokerConfig(), { limits: Object.assign(new LimitsConfig(), limits) });
    return new LimitedAccessGate(gate, access, config);
  };
  const statusOf = async (gate: LimitedAccessGate, authorization: string | undefined): Promise<number | undefined> => {
    const knock = { method: 'GET', route: '/v2/catalog', authorization, address: () => '192.0.2.1' };
    return (await gate.admit(knock)).refusal?.status;
  };

  it('does not even look at guesses from an address that has made too many', async () => {
    const gate = open({ failedLoginsPerMinute: 2 });

    expect([await statusOf(gate, 'a'), await statusOf(gate, 'b'), await statusOf(gate, 'c')]).toEqual([401, 401, 429]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('looks at what was right once, whatever else comes from there', async () => {
    const gate = open({ failedLoginsPerMinute: 1 });
    known = new Set(['right']);
    callers = { right: { role: 'platform', name: 'cf' } };
    await statusOf(gate, 'a');

    expect(await statusOf(gate, 'right')).toBeUndefined();
    expect(await statusOf(gate, 'b')).toBe(429);
  });

  it('counts no login that is right, and none that was not tried', async () => {
    const gate = open({ failedLoginsPerMinute: 1 });
    callers = { right: { role: 'platform', name: 'cf' } };

    for (let index = 0; index < 5; index++) await statusOf(gate, 'right');
    for (let index = 0; index < 5; index++) expect(await statusOf(gate, undefined)).toBe(401);

    expect(await statusOf(gate, 'a')).toBe(401);
  });

  it.each<[string, Caller, number | undefined]>([
    ['a platform', { role: 'platform', name: 'cf' }, 429],
    ['an administrator', { role: 'admin', name: 'operator' }, 429],
    ['an agent with a token of its own', { role: 'agent', name: 'host-1', tokenId: 't' }, 429],
    ['agents that share a pair', { role: 'agent', name: 'agent' }, undefined],
  ])('takes so many requests a minute of %s, and then %j', async (_, caller, status) => {
    const gate = open({ requestsPerMinute: 2 });
    known = new Set(['right']);
    callers = { right: caller };

    expect([await statusOf(gate, 'right'), await statusOf(gate, 'right')]).toEqual([undefined, undefined]);
    expect(await statusOf(gate, 'right')).toBe(status);
  });

  it('answers at once where nothing is limited', () => {
    const gate = open({ requestsPerMinute: 0 });
    known = new Set(['right']);
    callers = { right: { role: 'platform', name: 'cf' } };

    const knock = { method: 'GET', route: '/v2/catalog', authorization: 'right', address: () => '192.0.2.1' };
    expect(gate.admit(knock)).not.toBeInstanceOf(Promise);
  });
});

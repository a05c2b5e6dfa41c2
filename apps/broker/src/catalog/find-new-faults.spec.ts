import { describe, expect, it } from 'vitest';
import { findFaultsWithout, findNewFaults } from './find-new-faults.js';
import { aDefinition } from './testing/a-definition.js';

const BROKEN = { maximumPollingSeconds: 1 };
const DRAIN = { syslogDrainUrl: 'syslog://h:1' };

describe('findNewFaults', () => {
  it('finds nothing against a plan that fits', () => {
    expect(findNewFaults([aDefinition({ plan: 'a' })], aDefinition({ plan: 'b' }))).toEqual([]);
  });

  it('names what is wrong with the plan by its path alone', () => {
    expect(findNewFaults([], aDefinition(BROKEN))).toMatchObject([{ path: 'maximumPollingSeconds' }]);
  });

  it('looks at the plan as it replaces its predecessor', () => {
    expect(findNewFaults([aDefinition(BROKEN)], aDefinition())).toEqual([]);
  });

  it('does not hold against a plan what was wrong before', () => {
    expect(findNewFaults([aDefinition({ plan: 'a', ...BROKEN })], aDefinition({ plan: 'b' }))).toEqual([]);
  });

  it('names another plan that would not be valid any more', () => {
    const stored = [aDefinition({ plan: 'a', requires: ['syslog_drain'] }), aDefinition({ plan: 'b', ...DRAIN })];

    expect(findNewFaults(stored, aDefinition({ plan: 'a' }))).toMatchObject([{ path: 'redis_b: syslogDrainUrl' }]);
  });
});

describe('findFaultsWithout', () => {
  const client = { id: 'client', secret: 's', redirect_uri: 'https://here' };

  it('finds nothing where nobody needs the plan', () => {
    expect(findFaultsWithout([aDefinition({ plan: 'a' }), aDefinition({ plan: 'b' })], aDefinition())).toEqual([]);
  });

  it('names who had a permission from the plan', () => {
    const stored = [aDefinition({ plan: 'a', requires: ['syslog_drain'] }), aDefinition({ plan: 'b', ...DRAIN })];

    expect(findFaultsWithout(stored, { name: 'redis', plan: 'a' })).toMatchObject([
      { path: 'redis_b: syslogDrainUrl' },
    ]);
  });

  it('names whose own value, which the plan has hidden, cannot be beside another service', () => {
    const stored = [
      aDefinition({ name: 'other', dashboardClient: client }),
      aDefinition({ plan: 'a', dashboardClient: { ...client, id: 'mine' } }),
      aDefinition({ plan: 'b', dashboardClient: client }),
    ];

    expect(findFaultsWithout(stored, { name: 'redis', plan: 'a' })).toMatchObject([
      { path: 'redis_b: dashboardClient.id' },
    ]);
  });

  it('does not hold against the removal what was wrong before, nor what is wrong with the plan', () => {
    const stored = [aDefinition({ plan: 'a', ...BROKEN }), aDefinition({ plan: 'b', ...BROKEN })];

    expect(findFaultsWithout(stored, { name: 'redis', plan: 'a' })).toEqual([]);
  });
});

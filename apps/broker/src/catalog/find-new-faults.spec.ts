import { describe, expect, it } from 'vitest';
import { findNewFaults } from './find-new-faults.js';
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

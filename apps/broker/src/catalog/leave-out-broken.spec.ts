import { describe, expect, it } from 'vitest';
import { checkCatalog } from './check-catalog.types.js';
import { leaveOutBroken } from './leave-out-broken.js';
import { aDefinition } from './testing/a-definition.js';

const plans = (list: readonly { readonly plan: string }[]): string[] => list.map(({ plan }) => plan);

describe('leaveOutBroken', () => {
  it('offers all of a valid catalog', () => {
    const definitions = [aDefinition({ plan: 'a' }), aDefinition({ plan: 'b' })];

    expect(leaveOutBroken(definitions)).toEqual({ offered: definitions, leftOut: [] });
  });

  it('leaves out one that is broken, with its reasons, and no other', () => {
    const { offered, leftOut } = leaveOutBroken([
      aDefinition({ plan: 'a' }),
      aDefinition({ plan: 'b', maximumPollingSeconds: 1 }),
      aDefinition({ plan: 'c' }),
    ]);

    expect(plans(offered)).toEqual(['a', 'c']);
    expect(leftOut).toMatchObject([{ definition: { plan: 'b' }, faults: [{ path: 'maximumPollingSeconds' }] }]);
  });

  it('leaves out what one that is broken has held up', () => {
    const { offered, leftOut } = leaveOutBroken([
      aDefinition({ plan: 'a', requires: ['syslog_drain'], maximumPollingSeconds: 1 }),
      aDefinition({ plan: 'b', syslogDrainUrl: 'syslog://h:1' }),
      aDefinition({ plan: 'c' }),
    ]);

    expect(plans(offered)).toEqual(['c']);
    expect(checkCatalog(offered)).toEqual([]);
    expect(plans(leftOut.map(({ definition }) => definition))).toEqual(['a', 'b']);
  });

  it('keeps the first of two that cannot be together', () => {
    expect(plans(leaveOutBroken([aDefinition({ plan: 'a' }), aDefinition({ plan: 'a' })]).offered)).toEqual(['a']);
  });
});

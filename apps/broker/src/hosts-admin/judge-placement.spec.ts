import { describe, expect, it } from 'vitest';
import { type HostFault, judgePlacement } from './judge-placement.js';

const WELL = {
  admission: 'open',
  instances: 2,
  sharedContainers: 1,
  isAlive: true,
  isActive: true,
  silentMs: 400,
  engineFailures: 2,
  engineFault: undefined,
  fullForMs: 0,
} as const;

describe('judgePlacement', () => {
  it.each([
    ['open', {}],
    ['cordoned', { admission: 'cordoned' }],
    ['draining', { admission: 'draining' }],
    ['draining', { admission: 'draining', instances: 0 }],
    ['draining', { admission: 'draining', sharedContainers: 0 }],
    ['drained', { admission: 'draining', instances: 0, sharedContainers: 0 }],
    ['open', { instances: 0, sharedContainers: 0 }],
    ['removing', { admission: 'removing' }],
  ] as const)('calls it %s: %j', (state, changes) => {
    expect(judgePlacement({ ...WELL, ...changes })).toEqual({ state, takesNew: state === 'open', faults: [] });
  });

  it.each<[HostFault['condition'], object, string]>([
    ['silent', { isAlive: false, silentMs: 91_400 }, 'no ping for 91 s: start its agent'],
    ['inactive', { isActive: false }, 'its agent says so: see serviceagent.isactive'],
    [
      'degraded',
      { engineFailures: 3 },
      'its Docker did not answer 3 times in a row: look after the engine or its certificate',
    ],
    ['unsafe', { engineFault: 'it is too old' }, 'it is too old'],
    ['full', { fullForMs: 59_900 }, 'its disk was full; tried again in 60 s'],
  ])('says that it is %s, and why', (condition, changes, reason) => {
    expect(judgePlacement({ ...WELL, ...changes })).toEqual({
      state: 'open',
      takesNew: false,
      faults: [{ condition, reason }],
    });
  });

  it('says all that ails it', () => {
    const { faults } = judgePlacement({ ...WELL, isAlive: false, engineFailures: 9 });

    expect(faults.map(({ condition }) => condition)).toEqual(['silent', 'degraded']);
  });
});

import { describe, expect, it } from 'vitest';

import { byAge, chooseSurplusNetworks, PATIENT_LOOKS } from './choose-surplus-networks.js';

const networks = ['a', 'b', 'c'].map((networkId, age) => ({ networkId, createdAt: String(age) }));

describe('chooseSurplusNetworks', () => {
  it.each([
    ['who made none waits', undefined, 0, []],
    ['who made the oldest waits', 'a', 0, []],
    ['who made a younger one takes it away', 'b', 0, ['b']],
    ['who made the youngest takes it away', 'c', PATIENT_LOOKS - 1, ['c']],
    ['who made one that is gone waits', 'd', 0, []],
    ['all may go in the end, the youngest first', 'a', PATIENT_LOOKS, ['c', 'b', 'a']],
    ['whoever made them', undefined, PATIENT_LOOKS, ['c', 'b', 'a']],
  ])('%s', (_, made, looks, expected) => {
    const surplus = chooseSurplusNetworks(networks, made, looks);

    expect(surplus.map(({ networkId }) => networkId)).toEqual(expected);
  });
});

describe('byAge', () => {
  it('sorts by age, then by id', () => {
    const [a, b, c] = networks;
    const twin = { networkId: '0', createdAt: '1' };

    expect([c, twin, b, a].map((one) => one ?? twin).sort(byAge)).toEqual([a, twin, b, c]);
  });
});

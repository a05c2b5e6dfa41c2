import { describe, expect, it } from 'vitest';
import { placementRule } from './placement-rule.js';

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, '']));

describe('placementRule', () => {
  it.each([
    ['nothing', {}],
    ['no labels', { hostLabels: {} }],
    ['some', { hostLabels: { disk: 'ssd', 'example.org/zone': 'eu-1' } }],
    ['twenty', { hostLabels: many(20) }],
  ])('allows %s', (_, definition) => {
    expect(placementRule(definition)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['a text', 'ssd', 'hostLabels', 'allowed is an object'],
    ['a number', { cores: 8 }, 'hostLabels.cores', 'allowed is text'],
    ['a sentence', { disk: 'a fast one' }, 'hostLabels.disk', 'allowed is text of up to 63'],
    ['an empty name', { '': 'x' }, 'hostLabels', 'names of 1 to 63'],
    ['a name with a space', { 'the disk': 'x' }, 'hostLabels', 'names of 1 to 63'],
    ['too many', many(21), 'hostLabels', 'at most 20 labels'],
  ])('refuses %s', (_, hostLabels, path, fault) => {
    expect(placementRule({ hostLabels })).toMatchObject([{ path, fault: expect.stringContaining(fault) as string }]);
  });
});

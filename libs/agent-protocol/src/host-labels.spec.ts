import { describe, expect, it } from 'vitest';
import { isHostLabels } from './host-labels.js';

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, '']));

describe('isHostLabels', () => {
  it.each([
    ['none', {}],
    ['some', { disk: 'ssd', 'example.org/zone': 'eu-1', A: '' }],
    ['long ones', { ['n'.repeat(63)]: 'v'.repeat(63) }],
    ['twenty', many(20)],
  ])('takes %s', (_, value) => {
    expect(isHostLabels(value)).toBe(true);
  });

  it.each([
    ['no object', 'disk=ssd'],
    ['nothing', null],
    ['a list', ['ssd']],
    ['a number', { disk: 1 }],
    ['an empty name', { '': 'ssd' }],
    ['a name of the language', JSON.parse('{"__proto__": "x"}')],
    ['a long name', { ['n'.repeat(64)]: '' }],
    ['a long text', { disk: 'v'.repeat(64) }],
    ['a line break', { disk: 'ssd\n' }],
    ['markup', { disk: '<b>' }],
    ['more than twenty', many(21)],
  ])('takes not: %s (T7)', (_, value) => {
    expect(isHostLabels(value)).toBe(false);
  });
});

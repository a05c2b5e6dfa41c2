import { describe, expect, it } from 'vitest';
import { compareCatalogs, isEmptyDiff } from './compare-catalogs.js';

const plan = (name: string, more: object = {}): Readonly<Record<string, unknown>> => ({ name, plan: '1', ...more });
const named = (service: string): object => ({ service, plan: '1' });

describe('compareCatalogs', () => {
  it('names what is added, removed and the same', () => {
    expect(compareCatalogs([plan('a'), plan('b')], [plan('a'), plan('c')])).toEqual({
      added: [named('c')],
      changed: [],
      removed: [named('b')],
      unchanged: [named('a')],
      reordered: false,
    });
  });

  it('tells each change by its path, the innermost', () => {
    const before = plan('a', { memory: '1g', metadata: { a: 1, b: [1] }, tags: ['x'] });
    const after = plan('a', { cpu: 2, metadata: { a: 1, b: [2] }, tags: ['x'] });

    expect(compareCatalogs([before], [after]).changed).toEqual([
      {
        ...named('a'),
        changes: [
          { path: 'memory', from: '1g' },
          { path: 'metadata.b', from: [1], to: [2] },
          { path: 'cpu', to: 2 },
        ],
      },
    ]);
  });

  it('never shows a secret, only that it differs', () => {
    const diff = compareCatalogs(
      [plan('a', { credentials: { password: 'old-secret', list: ['old-secret'] }, environment: { A: 'old-secret' } })],
      [plan('a', { credentials: { password: 'new-secret', list: ['new-secret'] } })],
    );

    expect(diff.changed).toEqual([
      {
        ...named('a'),
        changes: [
          { path: 'credentials.password', from: '***', to: '***' },
          { path: 'credentials.list', from: ['***'], to: ['***'] },
          { path: 'environment', from: { A: '***' } },
        ],
      },
    ]);
  });

  it('sees another order, but not in what only comes or goes', () => {
    expect(compareCatalogs([plan('a'), plan('b')], [plan('b'), plan('a')])).toMatchObject({ reordered: true });
    expect(compareCatalogs([plan('a'), plan('b')], [plan('c'), plan('b')])).toMatchObject({ reordered: false });
  });

  it.each([
    ['the same', [plan('a')], true],
    ['a new one', [plan('a'), plan('b')], false],
    ['none', [], false],
    ['a changed one', [plan('a', { cpu: 1 })], false],
  ])('knows whether %s is nothing to write', (_, after, isEmpty) => {
    expect(isEmptyDiff(compareCatalogs([plan('a')], after))).toBe(isEmpty);
  });
});

import { describe, expect, it } from 'vitest';
import type { OperationKind, ServiceBinding } from '#persistence';
import { decideRepeatedProvision } from '../instances/decide-repeated-provision.js';
import { decideRepeatedBind } from './decide-repeated-bind.js';

type Row = [ServiceBinding['state'], OperationKind | undefined, 'same' | 'different', string];

/** osb-requirements §1.2 and §1.3: the columns "PUT same" and "PUT different". */
const ROWS = (kind: OperationKind, deletion: OperationKind): Row[] => [
  ['creating', kind, 'same', 'wait'],
  ['creating', kind, 'different', 'conflict'],
  ['creating', undefined, 'same', 'busy'],
  ['ready', undefined, 'same', 'existing'],
  ['ready', undefined, 'different', 'conflict'],
  ['deleting', deletion, 'same', 'busy'],
  ['deleting', deletion, 'different', 'busy'],
  ['failed', undefined, 'different', 'conflict'],
];

describe('decideRepeatedProvision', () => {
  it.each(ROWS('provision', 'deprovision'))('%s · %s · %s: %s', (state, kind, hash, decision) => {
    const operation = kind === undefined ? undefined : ({ kind, state: 'in progress', mode: 'forward' } as const);

    expect(decideRepeatedProvision({ state, specHash: 'same' }, operation, hash)).toBe(decision);
  });
});

describe('decideRepeatedBind', () => {
  it.each(ROWS('bind', 'unbind'))('%s · %s · %s: %s', (state, kind, specHash, decision) => {
    const operation = kind === undefined ? undefined : ({ kind, state: 'in progress', mode: 'forward' } as const);
    const binding = { instanceId: 'i', state, specHash: 'same' };

    expect(decideRepeatedBind(binding, operation, { instanceId: 'i', specHash })).toBe(decision);
  });

  it('is a conflict once /unbind has refused for good (row 51)', () => {
    const binding = { instanceId: 'i', state: 'deleting', specHash: 'same' } as const;

    expect(decideRepeatedBind(binding, undefined, { instanceId: 'i', specHash: 'same' })).toBe('conflict');
  });

  it('is a conflict under another instance (BIND-10)', () => {
    const binding = { instanceId: 'i', state: 'deleting', specHash: 'same' } as const;

    expect(decideRepeatedBind(binding, undefined, { instanceId: 'j', specHash: 'same' })).toBe('conflict');
  });
});

import { describe, expect, it } from 'vitest';
import type { BindingState } from '#persistence';
import { decideRotation, type RotationDecision } from './decide-rotation.js';

describe('decideRotation', () => {
  it.each<[BindingState, string, boolean | null | undefined, RotationDecision]>([
    ['ready', 'i', undefined, 'rotate'],
    ['ready', 'i', true, 'rotate'],
    ['ready', 'i', null, 'rotate'],
    ['ready', 'i', false, 'not rotatable'],
    ['ready', 'another', undefined, 'unknown'],
    ['failed', 'i', undefined, 'unknown'],
    ['creating', 'i', undefined, 'not ready'],
    ['deleting', 'i', undefined, 'not ready'],
    ['deleting', 'another', undefined, 'unknown'],
  ])('%s, of %s, rotatable %s: %s (ROT-01, ROT-02)', (state, instanceId, bindingRotatable, decision) => {
    const terms = bindingRotatable === undefined ? {} : { bindingRotatable };

    expect(decideRotation({ instanceId, state }, 'i', terms)).toBe(decision);
  });

  it('knows no predecessor that is not there (ROT-02)', () => {
    expect(decideRotation(undefined, 'i', {})).toBe('unknown');
    expect(decideRotation(undefined, 'i', { bindingRotatable: false })).toBe('not rotatable');
  });
});

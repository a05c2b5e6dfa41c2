import { describe, expect, it } from 'vitest';
import type { Operation, OperationKind } from '#persistence';
import { decideLastOperation } from './decide-last-operation.js';
import { GoneError, NotFoundError } from './osb.errors.js';
import { toLastOperationReply } from './to-last-operation-reply.js';

const operation = (changes: Partial<Operation>): Operation => ({
  operationId: 'o',
  kind: 'provision',
  instanceId: 'i',
  bindingId: undefined,
  hostId: undefined,
  state: 'in progress',
  mode: 'forward',
  step: 's',
  description: 'starting',
  execId: undefined,
  epoch: 1,
  attempts: 0,
  requestId: 'r',
  isRepeatable: true,
  isUsable: true,
  ...changes,
});

describe('decideLastOperation', () => {
  it.each<[OperationKind | undefined, Partial<Operation>, object]>([
    ['provision', {}, { state: 'in progress', description: 'starting' }],
    [undefined, {}, { state: 'in progress' }],
    ['provision', { state: 'succeeded' }, { state: 'succeeded' }],
    ['provision', { state: 'failed' }, { state: 'failed' }],
    ['provision', { mode: 'undo' }, { state: 'failed', description: 'starting' }],
    ['provision', { kind: 'deprovision' }, { state: 'failed', description: 'The provision was halted by a deletion.' }],
    ['deprovision', { kind: 'deprovision' }, { state: 'in progress' }],
    ['bind', { kind: 'unbind', state: 'succeeded' }, { state: 'failed' }],
    ['update', { kind: 'update', mode: 'undo' }, { state: 'in progress' }],
    ['update', { kind: 'deprovision' }, { state: 'failed', description: 'The update was halted by a deletion.' }],
    ['update', { kind: 'update', state: 'failed' }, { failedUpdate: { isUsable: true, isRepeatable: true } }],
  ])('asked for %s of %j', (asked, changes, told) => {
    expect(decideLastOperation(asked, operation(changes))).toMatchObject({ answer: 'state', ...told });
  });

  it.each<[OperationKind | undefined, object]>([
    [undefined, { answer: 'unknown' }],
    ['provision', { answer: 'state', state: 'failed' }],
    ['bind', { answer: 'state', state: 'failed' }],
    ['update', { answer: 'state', state: 'failed' }],
    ['deprovision', { answer: 'gone' }],
    ['unbind', { answer: 'gone' }],
  ])('asked for a %s that was never stored', (asked, told) => {
    expect(decideLastOperation(asked, undefined)).toMatchObject(told);
  });
});

describe('toLastOperationReply', () => {
  it('is the state, or the refusal', () => {
    const state = { state: 'failed', description: 'd' } as const;

    expect(toLastOperationReply({ answer: 'state', ...state })).toEqual(state);
    const failedUpdate = { isUsable: false, isRepeatable: true };
    expect(toLastOperationReply({ answer: 'state', ...state, failedUpdate })).toEqual({
      ...state,
      instance_usable: false,
      update_repeatable: true,
    });
    expect(() => toLastOperationReply({ answer: 'gone' })).toThrow(GoneError);
    expect(() => toLastOperationReply({ answer: 'unknown' })).toThrow(NotFoundError);
  });
});

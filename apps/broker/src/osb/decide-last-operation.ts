import type { Operation, OperationKind, OperationState } from '#persistence';

export type LastOperation =
  | {
      readonly answer: 'state';
      readonly state: OperationState;
      readonly description: string;
      /** Only of an update that failed (LOI-09). */
      readonly failedUpdate?: Pick<Operation, 'isUsable' | 'isRepeatable'>;
    }
  | { readonly answer: 'gone' }
  | { readonly answer: 'unknown' };

/**
 * What a poll is told. A creation that is being undone has failed, however long the undoing takes (row 34). An
 * operation that became a deletion has failed for whoever polls for what it was (LOI-12). Of those that were never
 * stored, a creation or an update has failed, since 410 would keep Cloud Foundry polling for a week (row 37), and a deletion has
 * nothing left to delete (LOI-06).
 */
export function decideLastOperation(asked: OperationKind | undefined, operation: Operation | undefined): LastOperation {
  if (operation === undefined) return decideForgotten(asked);
  if (asked !== undefined && asked !== operation.kind)
    return { answer: 'state', state: 'failed', description: `The ${asked} was halted by a deletion.` };
  const { kind, description, isUsable, isRepeatable } = operation;
  const state = isBeingUndone(operation) ? 'failed' : operation.state;
  const isFailedUpdate = kind === 'update' && state === 'failed';
  return {
    answer: 'state',
    state,
    description,
    ...(isFailedUpdate ? { failedUpdate: { isUsable, isRepeatable } } : {}),
  };
}

export function isInProgress(last: LastOperation): boolean {
  return last.answer === 'state' && last.state === 'in progress';
}

/**
 * A failed creation whose remains are not all gone yet; a DELETE takes over from there. A failed update has failed once
 * the instance is what it was.
 */
export function isBeingUndone({ kind, state, mode }: Pick<Operation, 'kind' | 'state' | 'mode'>): boolean {
  return state === 'in progress' && mode === 'undo' && kind !== 'update';
}

function decideForgotten(asked: OperationKind | undefined): LastOperation {
  switch (asked) {
    case undefined:
      return { answer: 'unknown' };
    case 'provision':
    case 'update':
    case 'bind':
      return { answer: 'state', state: 'failed', description: 'The broker has no record of this operation.' };
    case 'deprovision':
    case 'unbind':
    case 'repair':
      return { answer: 'gone' };
  }
}

import type { Operation, OperationKind, OperationState } from '#persistence';

export type LastOperation =
  | { readonly answer: 'state'; readonly state: OperationState; readonly description: string }
  | { readonly answer: 'gone' }
  | { readonly answer: 'unknown' };

/**
 * What a poll is told. A creation that is being undone has failed, however long the undoing takes (row 34). An
 * operation that became a deletion has failed for whoever polls for the creation (LOI-12). Of those that were never
 * stored, a creation has failed, since 410 would keep Cloud Foundry polling for a week (row 37), and a deletion has
 * nothing left to delete (LOI-06).
 */
export function decideLastOperation(asked: OperationKind | undefined, operation: Operation | undefined): LastOperation {
  if (operation === undefined) return decideForgotten(asked);
  if (asked !== undefined && asked !== operation.kind)
    return { answer: 'state', state: 'failed', description: 'The creation was halted by a deletion.' };
  const { description } = operation;
  return { answer: 'state', state: isBeingUndone(operation) ? 'failed' : operation.state, description };
}

/** A failed creation whose remains are not all gone yet; a DELETE takes over from there. */
export function isBeingUndone({ state, mode }: Pick<Operation, 'state' | 'mode'>): boolean {
  return state === 'in progress' && mode === 'undo';
}

function decideForgotten(asked: OperationKind | undefined): LastOperation {
  switch (asked) {
    case undefined:
      return { answer: 'unknown' };
    case 'provision':
    case 'bind':
      return { answer: 'state', state: 'failed', description: 'The broker has no record of this operation.' };
    case 'deprovision':
    case 'unbind':
    case 'repair':
      return { answer: 'gone' };
  }
}

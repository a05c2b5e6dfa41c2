import type { Operation, OperationKind, OperationState } from '#persistence';

export type LastOperation =
  | { readonly answer: 'state'; readonly state: OperationState; readonly description: string }
  | { readonly answer: 'gone' }
  | { readonly answer: 'unknown' };

/**
 * What a poll is told. An operation that became a deletion has failed for whoever polls for the creation (LOI-12). One
 * that was never stored: a creation has failed, since 410 would keep Cloud Foundry polling for a week (row 37), and a
 * deletion has nothing left to delete (LOI-06).
 */
export function decideLastOperation(asked: OperationKind | undefined, operation: Operation | undefined): LastOperation {
  if (operation === undefined) return decideForgotten(asked);
  if (asked !== undefined && asked !== operation.kind)
    return { answer: 'state', state: 'failed', description: 'The creation was halted by a deletion.' };
  return { answer: 'state', state: operation.state, description: operation.description };
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
      return { answer: 'gone' };
  }
}

import type { Operation, OperationKind } from '#persistence';

/** What platforms poll with: the kind first, so that a forgotten operation can still be answered for (ASY-11). */
export function toOperationString({ kind, operationId }: Pick<Operation, 'kind' | 'operationId'>): string {
  return `${kind}-${operationId}`;
}

/** `undefined`: not a string of ours. Some checkers poll with words of their own. */
export function fromOperationString(text: string): { kind: OperationKind; operationId: string } | undefined {
  const [, kind, operationId] = /^(provision|update|deprovision|bind|unbind)-([0-9a-f-]{36})$/.exec(text) ?? [];
  return kind === undefined || operationId === undefined ? undefined : { kind: kind as OperationKind, operationId };
}

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromOperationString, toOperationString } from './operation-string.js';

describe('operation strings', () => {
  it.each(['provision', 'update', 'deprovision', 'bind', 'unbind'] as const)('come back as they went: %s', (kind) => {
    const operation = { kind, operationId: randomUUID() };

    expect(fromOperationString(toOperationString(operation))).toEqual(operation);
    expect(encodeURIComponent(toOperationString(operation))).toBe(toOperationString(operation));
  });

  it.each(['', 'task_10', 'provision-', 'provision-1', `upgrade-${randomUUID()}`, `provision-${randomUUID()}x`])(
    'of somebody else are not ours: %s',
    (text) => {
      expect(fromOperationString(text)).toBeUndefined();
    },
  );
});

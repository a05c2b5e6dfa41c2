import type { Violation } from '../findings.js';
import type { Aftermath, OperationRow } from './aftermath.types.js';

/** N5: nothing is under way, nothing is held, and everything has had one end. */
export function checkOperations({ stored, ends }: Pick<Aftermath, 'stored' | 'ends'>): readonly Violation[] {
  const unsettled = stored.operations.filter((row) => !isAtRest(row)).map((row) => toViolation(row, 'is not at rest'));
  const twice = stored.operations
    .filter(({ id }) => (ends.get(id) ?? 0) > 1)
    .map((row) => toViolation(row, `ended ${ends.get(row.id) ?? 0} times`));
  return [...unsettled, ...twice];
}

function isAtRest(row: OperationRow): boolean {
  const isHeld = row.live_key !== null || row.exec_key !== null || row.owner !== null;
  return !isHeld && (row.state === 'succeeded' || row.state === 'failed');
}

function toViolation(row: OperationRow, what: string): Violation {
  return { id: row.binding_id ?? row.instance_id, what: `operation ${row.id} ${what}: ${JSON.stringify(row)}` };
}

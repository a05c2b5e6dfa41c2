import { expect } from 'vitest';
import type { Expected } from './table.types.js';

type More = Partial<Expected>;

/** Something was made: 201, or 202 and then success. */
export function created(more: More = {}): Expected {
  return { status: { 'at once': [201], slowly: [202] }, end: 'succeeded', ...more };
}

/** Something was changed or deleted: 200, or 202 and then success. */
export function done(more: More = {}): Expected {
  return { status: { 'at once': [200], slowly: [202] }, end: 'succeeded', ...more };
}

/** The same at any speed. */
export function answered(status: number | readonly number[], more: More = {}): Expected {
  const statuses = [status].flat();
  return { status: { 'at once': statuses, slowly: statuses }, ...more };
}

export function refused(status: number, error?: string, more: More = {}): Expected {
  return answered(status, { ...(error === undefined ? {} : { error }), ...more });
}

/** The work fails: 500, or 202 and then failure. */
export function failed(more: More = {}): Expected {
  return { status: { 'at once': [500], slowly: [202] }, end: 'failed', ...more };
}

/** Accepted or done, whatever came first; then success. */
export function accepted(more: More = {}): Expected {
  return answered([200, 202], { end: 'succeeded', ...more });
}

export function told(state: 'in progress' | 'succeeded' | 'failed', more: More = {}): Expected {
  return answered(200, { body: { state }, ...more });
}

export const CONCURRENCY = 'ConcurrencyError';
export const CONFLICT = 'MaintenanceInfoConflict';

/** Matchers, as data. */
export const A_TEXT: unknown = expect.stringMatching(/\S/);
export const A_BOOLEAN: unknown = expect.any(Boolean);
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
export function having(fields: object): unknown {
  return expect.objectContaining(fields);
}

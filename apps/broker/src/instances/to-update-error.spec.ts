import { describe, expect, it } from 'vitest';
import type { Operation } from '#persistence';
import { toUpdateError } from './to-update-error.js';

const ended = (isRepeatable: boolean, isUsable: boolean): Operation => ({ isRepeatable, isUsable }) as Operation;

describe('toUpdateError', () => {
  it.each<[string, Operation | undefined, number, object]>([
    ['was overtaken', undefined, 500, {}],
    ['may be tried again', ended(true, true), 500, { instance_usable: true, update_repeatable: true }],
    ['broke the instance', ended(true, false), 500, { instance_usable: false, update_repeatable: true }],
    ['can never work', ended(false, true), 422, { update_repeatable: false }],
    ['can never work, and broke it', ended(false, false), 500, { instance_usable: false, update_repeatable: false }],
  ])('of an update that %s (UPD-10, UPD-17, ERR-05)', (_what, operation, status, details) => {
    const error = toUpdateError({ outcome: 'failed', description: 'why', operation });

    expect(error).toMatchObject({ status, message: 'why', code: undefined });
    expect(error.details).toEqual(details);
  });
});

import type { Operation } from '#persistence';
import type { LastOperation } from './decide-last-operation.js';
import { GoneError, NotFoundError } from './osb.errors.js';

export interface LastOperationReply {
  readonly state: string;
  readonly description: string;
  readonly instance_usable?: boolean;
  readonly update_repeatable?: boolean;
}

/** What platforms may know of an update that failed (ERR-04, ERR-05, UPD-17). */
export function toUpdateFailure(
  failed: Pick<Operation, 'isUsable' | 'isRepeatable'> | undefined,
): Pick<LastOperationReply, 'instance_usable' | 'update_repeatable'> {
  return failed === undefined ? {} : { instance_usable: failed.isUsable, update_repeatable: failed.isRepeatable };
}

export function toLastOperationReply(last: LastOperation): LastOperationReply {
  switch (last.answer) {
    case 'state':
      return { state: last.state, description: last.description, ...toUpdateFailure(last.failedUpdate) };
    case 'gone':
      throw new GoneError('It is gone.');
    case 'unknown':
      throw new NotFoundError('There is no operation of this instance or binding.');
  }
}

import type { LastOperation } from './decide-last-operation.js';
import { GoneError, NotFoundError } from './osb.errors.js';

export interface LastOperationReply {
  readonly state: string;
  readonly description: string;
}

export function toLastOperationReply(last: LastOperation): LastOperationReply {
  switch (last.answer) {
    case 'state':
      return { state: last.state, description: last.description };
    case 'gone':
      throw new GoneError('It is gone.');
    case 'unknown':
      throw new NotFoundError('There is no operation of this instance or binding.');
  }
}

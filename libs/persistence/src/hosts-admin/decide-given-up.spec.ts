import { describe, expect, it } from 'vitest';
import { decideGivenUp, type Doomed, type GivenUp } from './decide-given-up.js';

const at = (state: Doomed['state'], living?: Doomed['living']): Doomed => ({ state, isHouse: false, living });
const CREATION = { kind: 'provision', mode: 'forward' } as const;
const UNDOING = { kind: 'provision', mode: 'undo' } as const;
const DELETION = { kind: 'deprovision', mode: 'forward' } as const;
const UPDATE = { kind: 'update', mode: 'forward' } as const;

describe('decideGivenUp (row 58)', () => {
  it.each<[string, Doomed, GivenUp]>([
    ['keeps what is ready', at('ready'), { instance: 'kept', operation: 'failed' }],
    ['keeps what is being updated', at('updating', UPDATE), { instance: 'kept', operation: 'failed' }],
    ['fails a creation', at('creating', CREATION), { instance: 'failed', operation: 'failed' }],
    ['leaves a failure its reason', at('creating', UNDOING), { instance: 'failed', operation: 'failed as told' }],
    ['leaves what has failed', at('failed'), { instance: 'failed', operation: 'failed' }],
    ['ends a deletion', at('deleting', DELETION), { instance: 'gone', operation: 'succeeded' }],
    ['keeps what a script refused to delete', at('deleting'), { instance: 'kept', operation: 'failed' }],
    ['lets go of a shared container', { ...at('ready'), isHouse: true }, { instance: 'gone', operation: 'failed' }],
  ])('%s', (_name, doomed, expected) => {
    expect(decideGivenUp(doomed)).toEqual(expected);
  });
});

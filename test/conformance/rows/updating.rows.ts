import { accepted, answered, CONCURRENCY, refused, told } from '../answers.js';
import { bind, deprovision, fetchInstance, pollInstance, provision, unbind, update } from '../requests.js';
import type { Area, Expected, Row } from '../table.types.js';
import { UPDATE_IMAGES } from './update.rows.js';

const GROW = { plan_id: 'redis_200' };

const during: readonly Row[] = [
  ['GETI-04 CON-01', 'reading', fetchInstance(), refused(422, CONCURRENCY)],
  ['UPD-12 ASY-08', 'the same', update({ parameters: { a: 1 } }), answered(202, { sameOperation: true })],
  ['UPD-13 ASY-05', 'the same, at once', update({ parameters: { a: 1 } }, ''), refused(422, 'AsyncRequired')],
  ['CON-01 UPD-12', 'other parameters', update({ parameters: { a: 2 } }), refused(422, CONCURRENCY)],
  ['CON-01 UPD-12', 'another plan', update(GROW), refused(422, CONCURRENCY)],
  ['CON-01 BIND-23', 'a bind', bind(), refused(422, CONCURRENCY)],
  ['CON-01 PROV-08', 'a provision of the same', provision(), refused(422, CONCURRENCY)],
  ['PROV-08', 'a provision of another', provision({ space_guid: 'other' }), refused(409)],
  ['LOI-01 LOI-02', 'a poll', pollInstance(), told('in progress')],
  [
    'LOI-03 CFS-18',
    'a poll with the old plan',
    pollInstance('?plan_id=redis_100&service_id=redis'),
    told('in progress'),
  ],
  ['LOI-03', 'a poll with another plan', pollInstance('?plan_id=redis_200&service_id=redis'), told('in progress')],
  ['CON-04 DEP-06 LOI-12', 'a deprovision', deprovision(), accepted()],
  ['UNB-06 CON-03', 'an unbind of nothing', unbind(), refused(410)],
].map(([ids, title, request, expected]) => ({
  ids: ids as string,
  title: title as string,
  given: 'updating' as const,
  request: request as Row['request'],
  expect: expected as Expected,
}));

/** What else is asked for while an update goes on. */
export const UPDATING: Area = { name: 'during an update', images: UPDATE_IMAGES, rows: during };

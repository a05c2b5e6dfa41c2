import { accepted, answered, CONCURRENCY, refused, told } from '../answers.js';
import {
  bind,
  deprovision,
  fetchBinding,
  fetchInstance,
  pollInstance,
  provision,
  unbind,
  update,
} from '../requests.js';
import type { Area, Expected, Row } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

const GROW = { plan_id: 'redis_200' };

const during: readonly Row[] = [
  ['GETI-04 CON-01', 'reading', fetchInstance(), refused(422, CONCURRENCY)],
  ['UPD-12 ASY-08', 'the same', update({ parameters: { a: 1 } }), answered(202, { sameOperation: true })],
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

const others: readonly Row[] = [
  {
    ids: 'UPD-13 ASY-05 ERR-07',
    title: 'the same without accepts_incomplete is AsyncRequired, and the update goes on',
    given: 'updating',
    request: update({ parameters: { a: 1 } }, ''),
    expect: refused(422, 'AsyncRequired'),
    then: [{ request: pollInstance(), expect: told('in progress') }],
  },
  {
    ids: 'CON-03 UNB-03 CFS-20',
    title: 'a binding can be read and taken away',
    given: 'bound',
    only: 'slowly',
    request: update({ parameters: { a: 1 } }),
    expect: answered(202),
    then: [
      { request: fetchBinding(), expect: answered(200) },
      { request: unbind(), expect: accepted() },
      { request: fetchBinding(), expect: refused(404) },
    ],
  },
  {
    ids: 'CON-04 ORP-01 ORP-03',
    title: 'a deprovision leaves nothing',
    given: 'updating',
    request: deprovision(),
    expect: accepted(),
    then: [
      { request: pollInstance(), expect: told('succeeded') },
      { request: fetchInstance(), expect: refused(404) },
      { request: deprovision(), expect: refused(410) },
    ],
  },
  {
    ids: 'UPD-12 ASY-08',
    title: 'the same, until it has succeeded',
    given: 'updating',
    request: update({ parameters: { a: 1 } }),
    expect: answered(202, { sameOperation: true, end: 'succeeded' }),
    then: [
      { request: update({ parameters: { a: 1 } }), expect: answered(200) },
      { request: fetchInstance(), expect: answered(200, { body: { parameters: { a: 1 } } }) },
      { request: pollInstance('?operation=:operation'), expect: told('succeeded') },
    ],
  },
  ...(['binding', 'unbinding'] as const).map((given) => ({
    ids: 'CON-01 CON-02 CFS-20',
    title: 'an update is accepted, or ConcurrencyError',
    given,
    request: update({ parameters: { a: 1 } }),
    expect: answered([200, 202, 422], { end: 'succeeded' }),
  })),
];

/** What else is asked for while an update goes on. */
export const UPDATING: Area = { name: 'during an update', images: UPDATE_IMAGES, rows: [...during, ...others] };

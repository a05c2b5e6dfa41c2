import { accepted, answered, done, refused, told } from '../answers.js';
import { bind, fetchBinding, fetchInstance, pollBinding, unbind, under } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const IDS = 'service_id=redis&plan_id=redis_100';
const ASYNC = '&accepts_incomplete=true';

const wrong: readonly Row[] = [
  '',
  'service_id=redis',
  'plan_id=redis_100',
  'service_id=&plan_id=redis_100',
  'service_id=redis&plan_id=',
].map((query) => ({
  ids: 'UNB-01 ERR-07',
  title: `with the query "${query}" is a 400`,
  given: 'bound' as const,
  request: unbind(`${query}${ASYNC}`),
  expect: refused(400),
  then: [{ request: fetchBinding(), expect: answered(200) }],
}));

const flow: readonly Row[] = [
  {
    ids: 'UNB-03 UNB-04 UNB-05 UNB-06 ASY-03 LOB-01 ORP-03',
    title: 'takes that one away, and is a 410 from then on',
    given: 'bound',
    request: unbind(),
    expect: done(),
    then: [
      { request: fetchBinding(), expect: refused(404) },
      { request: pollBinding(), expect: told('succeeded') },
      { request: unbind(), expect: refused(410) },
      { request: fetchInstance(), expect: answered(200) },
    ],
  },
  {
    ids: 'UNB-04 CCT-13 CFS-19',
    title: 'is done at once without accepts_incomplete',
    given: 'bound',
    request: unbind(IDS),
    expect: answered(200, { body: {} }),
  },
  {
    ids: 'UNB-02 CFS-06',
    title: 'takes any service and plan',
    given: 'bound',
    request: unbind(`service_id=gone&plan_id=gone${ASYNC}`),
    expect: done(),
  },
  ...(['nothing', 'ready', 'unbound', 'deleted', 'create failed', 'creating'] as const).map((given) => ({
    ids: 'UNB-06 CCR-26',
    title: 'is a 410',
    given,
    request: unbind(),
    expect: refused(410),
  })),
  {
    ids: 'UNB-06 LOB-06',
    title: 'under another instance is a 410',
    given: 'bound',
    request: under(unbind(), ':instance', 'another'),
    expect: refused(410),
    then: [{ request: fetchBinding(), expect: answered(200) }],
  },
  {
    ids: 'UNB-05 ASY-08',
    title: 'repeated has the same operation',
    given: 'unbinding',
    request: unbind(),
    expect: answered(202, { sameOperation: true, end: 'succeeded' }),
  },
  {
    ids: 'UNB-08 CON-03 LOB-05 CFS-20',
    title: 'halts a creation, and is told in its place',
    given: 'binding',
    request: unbind(),
    expect: accepted(),
    then: [
      { request: pollBinding(), expect: told('succeeded') },
      { request: fetchBinding(), expect: refused(404) },
      { request: unbind(), expect: refused(410) },
    ],
  },
  {
    ids: 'UNB-07 CON-03',
    title: 'while the instance is deleted is accepted, gone, or ConcurrencyError',
    given: 'deleting',
    request: unbind(),
    expect: answered([200, 202, 410, 422]),
  },
  {
    ids: 'ORP-01 ORP-03',
    title: 'of what failed succeeds',
    given: 'bind failed',
    request: unbind(),
    expect: answered([200, 202], { end: 'succeeded' }),
    then: [{ request: unbind(), expect: refused(410) }],
  },
  {
    ids: 'CON-01 UNB-07',
    title: 'keeps a bind of this id away',
    given: 'unbinding',
    request: bind(),
    expect: refused(422, 'ConcurrencyError'),
  },
];

export const UNBIND: Area = { name: 'unbind', rows: [...wrong, ...flow] };

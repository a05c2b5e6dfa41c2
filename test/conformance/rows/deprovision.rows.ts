import { accepted, answered, CONCURRENCY, done, refused, told } from '../answers.js';
import { bind, deprovision, fetchBinding, fetchInstance, pollInstance, provision, unbind } from '../requests.js';
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
  ids: 'DEP-01 ERR-07',
  title: `with the query "${query}" is a 400`,
  given: 'ready' as const,
  request: deprovision(`${query}${ASYNC}`),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: answered(200) }],
}));

const values: readonly Row[] = [
  'service_id=gone&plan_id=gone',
  'service_id=redis&plan_id=redis_200',
  'plan_id=x&service_id=y&more=z',
].map((query) => ({
  ids: 'DEP-01 UNB-02 CFS-06',
  title: `takes the query "${query}"`,
  given: 'ready' as const,
  request: deprovision(`${query}${ASYNC}`),
  expect: done(),
}));

const flow: readonly Row[] = [
  {
    ids: 'DEP-03 DEP-04 DEP-05 ASY-03 LOI-07 ORP-03',
    title: 'is told until it is forgotten, and 410 from then on',
    given: 'ready',
    request: deprovision(),
    expect: done(),
    then: [
      { request: fetchInstance(), expect: refused(404) },
      { request: pollInstance(), expect: told('succeeded') },
      { request: deprovision(), expect: refused(410) },
      { request: deprovision(IDS), expect: refused(410) },
    ],
  },
  {
    ids: 'DEP-03 ASY-06',
    title: 'is done at once without accepts_incomplete',
    given: 'ready',
    request: deprovision(IDS),
    expect: answered(200, { body: {} }),
  },
  ...(['nothing', 'deleted'] as const).map((given) => ({
    ids: 'DEP-05 CCR-13',
    title: 'is a 410',
    given,
    request: deprovision(),
    expect: refused(410),
  })),
  {
    ids: 'DEP-04 ASY-08',
    title: 'repeated has the same operation',
    given: 'deleting',
    request: deprovision(),
    expect: answered(202, { sameOperation: true, end: 'succeeded' }),
  },
  {
    ids: 'DEP-08 UNB-06',
    title: 'takes bindings along',
    given: 'bound',
    request: deprovision(),
    expect: done(),
    then: [
      { request: fetchBinding(), expect: refused(404) },
      { request: unbind(), expect: refused(410) },
    ],
  },
  {
    ids: 'DEP-07 CON-04 LOI-12 CFS-20 CCT-12',
    title: 'halts a creation, and is told in its place',
    given: 'creating',
    request: deprovision(),
    expect: accepted(),
    then: [
      { request: pollInstance(), expect: told('succeeded') },
      { request: fetchInstance(), expect: refused(404) },
      { request: deprovision(), expect: refused(410) },
    ],
  },
  {
    ids: 'DEP-06 CON-04 CFS-20',
    title: 'during a bind is accepted, or ConcurrencyError',
    given: 'binding',
    request: deprovision(),
    expect: answered([200, 202, 422], { end: 'succeeded' }),
  },
  {
    ids: 'DEP-06 CON-04',
    title: 'during an unbind is accepted, or ConcurrencyError',
    given: 'unbinding',
    request: deprovision(),
    expect: answered([200, 202, 422], { end: 'succeeded' }),
  },
  {
    ids: 'ORP-01 ORP-03 CCT-07',
    title: 'of what failed succeeds, and is never a 404',
    given: 'create failed',
    request: deprovision(),
    expect: answered([200, 202], { end: 'succeeded' }),
    then: [{ request: deprovision(), expect: refused(410) }],
  },
  {
    ids: 'CON-01 DEP-06',
    title: 'keeps others away while it goes on',
    given: 'deleting',
    request: provision(),
    expect: refused(422, CONCURRENCY),
    then: [
      { request: bind(), expect: refused(422, CONCURRENCY) },
      { request: pollInstance(), expect: told('in progress') },
    ],
  },
];

export const DEPROVISION: Area = { name: 'deprovision', rows: [...wrong, ...values, ...flow] };

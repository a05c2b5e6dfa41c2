import { answered, CONCURRENCY, created, done, refused } from '../answers.js';
import { bind, deprovision, fetchBinding, fetchInstance, provision, unbind } from '../requests.js';
import type { Area, Row, State } from '../table.types.js';

const IDS = 'service_id=redis&plan_id=redis_100';

const sameAgain: readonly Row[] = [
  ['creating' as State, provision()],
  ['deleting' as State, deprovision()],
  ['binding' as State, bind()],
  ['unbinding' as State, unbind()],
].map(([given, request]) => ({
  ids: 'ASY-08 ASY-07 ASY-10',
  title: 'the same again, three times, has the same operation',
  given: given as State,
  request: request as Row['request'],
  expect: answered(202, { sameOperation: true }),
  then: [
    { request: request as Row['request'], expect: answered(202, { sameOperation: true }) },
    { request: request as Row['request'], expect: answered(202, { sameOperation: true, end: 'succeeded' }) },
  ],
}));

const syncOnly: readonly Row[] = [
  {
    ids: 'ASY-03 ASY-04 ASY-06',
    title: 'a whole life without a 202',
    request: provision({}, ''),
    expect: created({ status: { 'at once': [201], slowly: [201] } }),
    then: [
      { request: bind({}, ''), expect: answered(201) },
      { request: unbind(IDS), expect: answered(200) },
      { request: deprovision(IDS), expect: answered(200) },
    ],
  },
  {
    ids: 'ASY-01 ASY-02 ASY-03 ASY-09',
    title: 'a whole life as a platform leads it',
    request: provision(),
    expect: created(),
    then: [
      { request: bind(), expect: created() },
      { request: fetchBinding(), expect: answered(200) },
      { request: unbind(), expect: done() },
      { request: fetchInstance(), expect: answered(200) },
      { request: deprovision(), expect: done() },
    ],
  },
  {
    ids: 'ASY-05 PROV-11',
    title: 'a provision that runs and may not is AsyncRequired',
    given: 'creating',
    request: provision({}, '?accepts_incomplete=false'),
    expect: refused(422, 'AsyncRequired'),
  },
  {
    ids: 'ASY-05 BIND-11',
    title: 'a bind that runs and may not is AsyncRequired',
    given: 'binding',
    request: bind({}, '?accepts_incomplete=false'),
    expect: refused(422, 'AsyncRequired'),
  },
];

const syncOnlyDeletes: readonly Row[] = [
  ['deleting' as State, deprovision(IDS)],
  ['unbinding' as State, unbind(IDS)],
].map(([given, request]) => ({
  ids: 'ASY-05 DEP-06 UNB-07 ERR-06',
  title: 'that runs already, and may not, is AsyncRequired or ConcurrencyError',
  given: given as State,
  request: request as Row['request'],
  expect: refused(422),
}));

const inTheWay: readonly Row[] = [
  ['deleting' as State, provision()],
  ['deleting' as State, bind()],
  ['creating' as State, bind()],
  ['unbinding' as State, bind()],
].map(([given, request]) => ({
  ids: 'CON-01 CON-06 ERR-06',
  title: `${(request as Row['request']).call} is ConcurrencyError`,
  given: given as State,
  request: request as Row['request'],
  expect: refused(422, CONCURRENCY),
}));

const different: readonly Row[] = [
  ['deleting' as State, provision({ parameters: { other: 1 } })],
  ['unbinding' as State, bind({ parameters: { other: 1 } })],
].map(([given, request]) => ({
  ids: 'CON-01 CON-06 ERR-06',
  title: `another ${(request as Row['request']).call} is ConcurrencyError`,
  given: given as State,
  request: request as Row['request'],
  expect: refused(422, CONCURRENCY),
}));

export const ASYNCHRONOUS: Area = {
  name: 'asynchronous and concurrent',
  rows: [...sameAgain, ...syncOnly, ...syncOnlyDeletes, ...inTheWay, ...different],
};

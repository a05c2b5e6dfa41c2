import { accepted, answered, created, failed, refused } from '../answers.js';
import { bind, deprovision, fetchInstance, plan, provision, unbind } from '../requests.js';
import type { Area, Row, State } from '../table.types.js';

const INSTANCE_STATES: readonly State[] = [
  'nothing',
  'creating',
  'ready',
  'deleting',
  'create failed',
  'deleted',
  'binding',
  'bound',
  'unbinding',
  'bind failed',
];

const always: readonly Row[] = INSTANCE_STATES.map((given) => ({
  ids: 'ORP-01 ORP-03 CCT-10 CCT-11 CCT-12',
  title: 'a DELETE works, and the one after it finds nothing',
  given,
  request: deprovision(),
  expect: answered([200, 202, 410], { end: 'succeeded' }),
  then: [
    { request: deprovision(), expect: refused(410) },
    { request: fetchInstance(), expect: refused(404) },
  ],
}));

const bindings: readonly Row[] = (['binding', 'bound', 'unbinding', 'bind failed', 'unbound'] as const).map(
  (given) => ({
    ids: 'ORP-01 ORP-03 CCT-10 CCT-11 CCT-12',
    title: 'an unbind works, and the one after it finds nothing',
    given,
    request: unbind(),
    expect: answered([200, 202, 410], { end: 'succeeded' }),
    then: [{ request: unbind(), expect: refused(410) }],
  }),
);

const others: readonly Row[] = [
  {
    ids: 'ORP-01 CCT-07',
    title: 'what failed can be made again under its id once it was deleted',
    given: 'create failed',
    request: deprovision(),
    expect: answered([200, 202], { end: 'succeeded' }),
    then: [{ request: provision(), expect: answered([201, 202], { end: 'succeeded' }) }],
  },
  {
    ids: 'PROV-16 CCT-07',
    title: 'what failed is made again, or refused, when it is asked for again',
    given: 'create failed',
    request: provision(),
    expect: answered([201, 202, 409], { end: 'succeeded' }),
  },
  {
    ids: 'PROV-17 ORP-06 ERR-01',
    title: 'no room is a 400 of which nothing is left',
    request: provision(plan('nowhere')),
    expect: refused(400),
    then: [
      { request: fetchInstance(), expect: refused(404) },
      { request: deprovision(), expect: refused(410) },
    ],
  },
  {
    ids: 'ORP-06',
    title: 'what fails in a script is a 500',
    given: 'ready',
    playing: { '/bind': 'fails' },
    request: bind(),
    expect: failed(),
    then: [
      { request: unbind(), expect: accepted({ status: { 'at once': [200, 410], slowly: [200, 202, 410] } }) },
      { request: bind(), expect: failed() },
    ],
  },
  {
    ids: 'CCT-13',
    title: 'a key is cleaned up without accepts_incomplete',
    given: 'bound',
    request: unbind('service_id=redis&plan_id=redis_100'),
    expect: answered(200),
    then: [{ request: provision(), expect: answered(200) }],
  },
  {
    ids: 'CCT-15',
    title: 'bindings go first, then the instance',
    given: 'bound',
    request: unbind(),
    expect: answered([200, 202], { end: 'succeeded' }),
    then: [{ request: deprovision(), expect: accepted() }],
  },
  { ids: 'ORP-01', title: 'an id that was never used is made', request: provision(), expect: created() },
];

export const ORPHANS: Area = {
  name: 'clean-up',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'nowhere', plan: '100', containername: 'not-there', numinstances: 0, credentials: {} },
  ],
  rows: [...always, ...bindings, ...others],
};

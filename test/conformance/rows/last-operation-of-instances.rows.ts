import { A_TEXT, answered, accepted, done, failed, refused, told } from '../answers.js';
import { deprovision, pollInstance, provision } from '../requests.js';
import type { Area, Row, State } from '../table.types.js';

const NEVER = '6f1b3f5e-0a57-4f0e-9d29-3f4f6a3f0a11';
const IDS = 'service_id=redis&plan_id=redis_100';

const states: readonly Row[] = (
  [
    ['creating', 'in progress'],
    ['ready', 'succeeded'],
    ['create failed', 'failed'],
    ['deleting', 'in progress'],
    ['deleted', 'succeeded'],
    ['bound', 'succeeded'],
  ] as const
).flatMap(([given, state]: readonly [State, 'in progress' | 'succeeded' | 'failed']) =>
  [
    '',
    `?${IDS}`,
    `?${IDS}&operation=:operation`,
    '?plan_id=redis_200',
    '?service_id=nope&plan_id=nope',
    '?operation=provision',
    '?nobody=knows',
  ].map((query) => ({
    ids: 'LOI-01 LOI-02 LOI-03 LOI-07',
    title: `${state}, by the query "${query}"`,
    given,
    request: pollInstance(query),
    expect: told(state, { body: { state, description: A_TEXT } }),
    // There is no operation to name where work ended at once.
    ...(query.includes(':operation') ? { only: 'slowly' as const } : {}),
  })),
);

const others: readonly Row[] = [
  {
    ids: 'LOI-05 CCR-43',
    title: 'is a 404',
    request: pollInstance(),
    expect: refused(404),
  },
  {
    ids: 'LOI-05',
    title: 'is a 404 with words that are no operation of ours',
    request: pollInstance('?operation=words'),
    expect: refused(404),
  },
  {
    ids: 'LOI-06 ASY-11 CCR-42',
    title: 'of a deletion that nobody remembers is a 410',
    request: pollInstance(`?operation=deprovision-${NEVER}`),
    expect: refused(410),
  },
  {
    ids: 'LOI-11 ASY-11',
    title: 'of a creation that nobody remembers is no success',
    request: pollInstance(`?operation=provision-${NEVER}`),
    expect: answered([200, 404]),
  },
  ...['?operation=a&operation=b', '?service_id=a&service_id=b', `?operation=${'x'.repeat(10_001)}`].map((query) => ({
    ids: 'LOI-04 CCR-41',
    title: `is a 400 to the query ${query.slice(0, 30)}`,
    given: 'ready' as const,
    request: pollInstance(query),
    expect: refused(400),
  })),
  {
    ids: 'LOI-07 LOI-08 LOI-09 CCT-16',
    title: 'tells why it failed, again and again, and nothing about updates',
    playing: { '/provision': 'fails' },
    request: provision(),
    expect: failed({ says: /exit code 1/ }),
    then: [
      { request: pollInstance(), expect: told('failed', { says: /exit code 1/, without: ['update_repeatable'] }) },
      { request: pollInstance(`?${IDS}`), expect: told('failed', { says: /exit code 1/ }) },
    ],
  },
  {
    ids: 'LOI-11 LOI-12 LOI-07',
    title: 'of the creation says failed once a deletion has overtaken it',
    given: 'creating',
    request: deprovision(),
    expect: accepted(),
    then: [
      { request: pollInstance(), expect: told('succeeded') },
      { request: deprovision(), expect: refused(410) },
    ],
  },
  {
    ids: 'LOI-12 LOI-11 CCT-09',
    title: 'of the creation that is asked for by its name says failed then',
    given: 'creating',
    request: deprovision(`${IDS}&accepts_incomplete=false`),
    expect: answered([200, 422, 503]),
    then: [{ request: pollInstance('?operation=:operation'), expect: told('failed') }],
  },
  {
    ids: 'LOI-07 LOI-06',
    title: 'of a deletion stays a success for a while, by its name too',
    given: 'ready',
    only: 'slowly',
    request: deprovision(),
    expect: done(),
    then: [
      { request: pollInstance('?operation=:operation'), expect: told('succeeded') },
      { request: pollInstance(`?${IDS}&operation=:operation`), expect: told('succeeded') },
    ],
  },
];

export const LAST_OPERATION_OF_INSTANCES: Area = {
  name: 'last operation of an instance',
  rows: [...states, ...others],
};

import { A_TEXT, answered, accepted, done, failed, refused, told } from '../answers.js';
import { bind, pollBinding, unbind, under } from '../requests.js';
import type { Area, Row, State } from '../table.types.js';

const NEVER = '6f1b3f5e-0a57-4f0e-9d29-3f4f6a3f0a11';
const IDS = 'service_id=redis&plan_id=redis_100';
const SECRETS = ['credentials', 'instance_usable', 'update_repeatable'];

const states: readonly Row[] = (
  [
    ['binding', 'in progress'],
    ['bound', 'succeeded'],
    ['bind failed', 'failed'],
    ['unbinding', 'in progress'],
    ['unbound', 'succeeded'],
  ] as const
).flatMap(([given, state]: readonly [State, 'in progress' | 'succeeded' | 'failed']) =>
  ['', `?${IDS}`, `?${IDS}&operation=:operation`, '?plan_id=nope', '?operation=bind'].map((query) => ({
    ids: 'LOB-01 LOB-02',
    title: `${state}, by the query "${query}"`,
    given,
    request: pollBinding(query),
    expect: told(state, { body: { state, description: A_TEXT }, without: SECRETS }),
    ...(query.includes(':operation') ? { only: 'slowly' as const } : {}),
  })),
);

const others: readonly Row[] = [
  ...(['nothing', 'ready', 'creating'] as const).map((given) => ({
    ids: 'LOB-01 LOI-05 CCR-43',
    title: 'is a 404',
    given,
    request: pollBinding(),
    expect: refused(404),
  })),
  {
    ids: 'LOB-06',
    title: 'under another instance is a 404',
    given: 'bound',
    request: under(pollBinding(), ':instance', 'another'),
    expect: refused(404),
  },
  {
    ids: 'LOB-01 LOI-06 CCR-42',
    title: 'of an unbind that nobody remembers is a 410',
    given: 'ready',
    request: pollBinding(`?operation=unbind-${NEVER}`),
    expect: refused(410),
  },
  {
    ids: 'LOB-01 LOI-11',
    title: 'of a bind that nobody remembers is no success',
    given: 'ready',
    request: pollBinding(`?operation=bind-${NEVER}`),
    expect: answered([200, 404]),
  },
  {
    ids: 'LOB-01 LOI-04',
    title: 'is a 400 to a query that comes twice',
    given: 'bound',
    request: pollBinding('?operation=a&operation=b'),
    expect: refused(400),
  },
  {
    ids: 'LOB-01 LOB-02 LOI-08',
    title: 'tells why it failed, and no credentials',
    given: 'ready',
    playing: { '/bind': 'fails' },
    request: bind(),
    expect: failed({ says: /exit code 1/ }),
    then: [{ request: pollBinding(), expect: told('failed', { says: /exit code 1/, without: SECRETS }) }],
  },
  {
    ids: 'LOB-05 LOI-12',
    title: 'of the bind that an unbind has overtaken is told as the unbind',
    given: 'binding',
    request: unbind(),
    expect: accepted(),
    then: [{ request: pollBinding(), expect: told('succeeded') }],
  },
  {
    ids: 'LOB-01 LOI-11 CCT-09',
    title: 'of an unbind is its own, not that of the bind before',
    given: 'bound',
    only: 'slowly',
    request: unbind(),
    expect: done(),
    then: [{ request: pollBinding('?operation=:operation'), expect: told('succeeded') }],
  },
];

export const LAST_OPERATION_OF_BINDINGS: Area = { name: 'last operation of a binding', rows: [...states, ...others] };

import { A_TEXT, answered, created, done, refused } from '../answers.js';
import { bind, fetchBinding, plan, unbind, under } from '../requests.js';
import type { Area, Request, Row } from '../table.types.js';

const LOGIN = { credentials: { username: A_TEXT, password: A_TEXT } };

/** A bind of another id in place of the one that is given. */
function rotate(changes: object = {}): Request {
  const body = { predecessor_binding_id: ':binding', ...changes };
  return under({ ...bind(), body }, ':binding', ':successor');
}

const successor = (request: Request): Request => under(request, ':binding', ':successor');

const made: readonly Row[] = [
  ['the predecessor alone', rotate()],
  ['service and plan too', rotate(plan('redis'))],
  ['all that a bind has', rotate({ ...plan('redis'), bind_resource: { app_guid: 'app' }, context: {} })],
].map(([what, request]) => ({
  ids: 'ROT-03 ROT-04 ROT-05',
  title: `with ${what as string} makes a new binding beside the old one`,
  given: 'bound' as const,
  request: request as Request,
  expect: created({ body: LOGIN }),
  then: [
    { request: fetchBinding(), expect: answered(200, { body: LOGIN }) },
    { request: successor(fetchBinding()), expect: answered(200, { body: LOGIN }) },
    { request: unbind(), expect: done() },
    { request: successor(fetchBinding()), expect: answered(200, { body: LOGIN }) },
    { request: successor(unbind()), expect: done() },
  ],
}));

const others: readonly Row[] = [
  {
    ids: 'ROT-05',
    title: 'the old one stays when the new one goes',
    given: 'bound',
    request: rotate(),
    expect: created(),
    then: [
      { request: successor(unbind()), expect: done() },
      { request: fetchBinding(), expect: answered(200) },
    ],
  },
  {
    ids: 'ROT-06 ROT-03',
    title: 'parameters are taken over',
    given: 'bound',
    givenBody: { parameters: { read: ['only'] } },
    request: rotate(),
    expect: created(),
    then: [{ request: successor(fetchBinding()), expect: answered(200, { body: { parameters: { read: ['only'] } } }) }],
  },
  {
    ids: 'ROT-07',
    title: 'repeated is a 200',
    given: 'bound',
    request: rotate(),
    expect: created({ body: LOGIN }),
    then: [{ request: rotate(), expect: answered(200, { body: LOGIN }) }],
  },
  {
    ids: 'ROT-07',
    title: 'with another predecessor, or none, is a 409',
    given: 'bound',
    request: rotate(),
    expect: created(),
    then: [
      { request: successor(bind()), expect: refused(409) },
      { request: rotate({ predecessor_binding_id: 'nope' }), expect: answered([400, 409]) },
    ],
  },
  {
    ids: 'ROT-07',
    title: 'a successor has successors',
    given: 'bound',
    request: rotate(),
    expect: created(),
    then: [
      {
        request: under(rotate({ predecessor_binding_id: ':successor' }), ':successor', 'the-third-of-:binding'),
        expect: created({ body: LOGIN }),
      },
    ],
  },
  {
    ids: 'ROT-01',
    title: 'of a plan that does not offer it is a 400',
    given: 'bound',
    of: plan('fixed'),
    request: rotate(plan('fixed')),
    expect: refused(400),
    then: [{ request: successor(fetchBinding()), expect: refused(404) }],
  },
  ...(['ready', 'unbound', 'bind failed'] as const).map((given) => ({
    ids: 'ROT-02',
    title: 'of no binding is a 400',
    given,
    request: rotate(plan('redis')),
    expect: refused(400),
  })),
  ...(['binding', 'unbinding'] as const).map((given) => ({
    ids: 'ROT-02 CON-01',
    title: 'of one that is not there yet, or going, is refused',
    given,
    request: rotate(plan('redis')),
    expect: answered([400, 422]),
  })),
  {
    ids: 'ROT-02',
    title: 'of itself is refused',
    given: 'bound',
    request: { ...bind(), body: { ...plan('redis'), predecessor_binding_id: ':binding' } },
    expect: answered([400, 409]),
    then: [{ request: fetchBinding(), expect: answered(200) }],
  },
  ...['', 5, {}, []].map((value) => ({
    ids: 'ROT-02 ERR-01',
    title: `with the predecessor ${JSON.stringify(value)} is a 400`,
    given: 'bound' as const,
    request: rotate({ ...plan('redis'), predecessor_binding_id: value }),
    expect: refused(400),
  })),
  {
    ids: 'ROT-08 EXT-03',
    title: 'null is no predecessor',
    given: 'ready',
    request: bind({ predecessor_binding_id: null }),
    expect: created({ body: LOGIN }),
    then: [{ request: bind(), expect: answered(200) }],
  },
  {
    ids: 'ROT-08 BIND-02',
    title: 'null as predecessor does not stand for service and plan',
    given: 'ready',
    request: { ...bind(), body: { predecessor_binding_id: null } },
    expect: refused(400),
  },
];

export const ROTATION: Area = {
  name: 'rotation',
  images: [
    { name: 'redis', plan: '100', bindingRotatable: true },
    { name: 'fixed', plan: '100', bindingRotatable: false },
  ],
  rows: [...made, ...others],
};

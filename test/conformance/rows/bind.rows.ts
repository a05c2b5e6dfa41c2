import { answered, CONCURRENCY, created, failed, having, refused, A_TEXT, told } from '../answers.js';
import { bind, fetchBinding, fetchInstance, plan, pollBinding, unbind, under } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const LOGIN = { credentials: { uri: A_TEXT, username: A_TEXT, password: A_TEXT } };

const wrong: readonly Row[] = [
  ...['service_id', 'plan_id'].flatMap((field) =>
    [undefined, null, '', 5, {}].map((value) => ['BIND-02', field, value] as const),
  ),
  ...['text', 5, [], true].map((value) => ['BIND-05', 'parameters', value] as const),
  ...['text', 5].map((value) => ['BIND-03', 'bind_resource', value] as const),
  ...['text', 5, []].map((value) => ['BIND-03', 'context', value] as const),
  ...[5, {}].map((value) => ['BIND-04', 'app_guid', value] as const),
].map(([ids, field, value]) => ({
  ids,
  title: `${field} ${value === undefined ? 'missing' : JSON.stringify(value)} is a 400`,
  given: 'ready' as const,
  request: bind({ [field]: value }),
  expect: refused(400, undefined, { says: new RegExp(field) }),
  then: [{ request: fetchBinding(), expect: refused(404) }],
}));

const list: Row = {
  ids: 'BIND-03 ERR-01',
  title: 'bind_resource [] is a 400',
  given: 'ready',
  request: bind({ bind_resource: [] }),
  expect: refused(400),
};

const unknown: readonly Row[] = [
  ['an unknown service', { service_id: 'nope' }],
  ['an unknown plan', { plan_id: 'nope' }],
  ['another service', plan('static')],
  ['another plan', plan('redis', '200')],
].map(([what, changes]) => ({
  ids: 'BIND-02',
  title: `${what as string} is a 400`,
  given: 'ready' as const,
  request: bind(changes as object),
  expect: refused(400),
}));

const apps: readonly Row[] = [
  ['no app', { bind_resource: undefined }],
  ['an empty bind_resource', { bind_resource: {} }],
  ['the deprecated app_guid', { bind_resource: undefined, app_guid: 'app' }],
  ['both', { app_guid: 'app' }],
  ['a route', { bind_resource: { route: 'host.example.org/path' } }],
  ['parameters', { parameters: { read: ['only'] } }],
  ['any context', { context: { platform: 'nobody', more: {} } }],
].map(([what, changes]) => ({
  ids: 'BIND-03 BIND-04 BIND-06',
  title: `takes ${what as string}`,
  given: 'ready' as const,
  request: bind(changes as object),
  expect: created({ body: LOGIN }),
}));

const different: readonly Row[] = [
  ['other parameters', { parameters: { a: 1 } }],
  ['another app', { bind_resource: { app_guid: 'other' } }],
].flatMap(([what, changes]) =>
  (['bound', 'binding'] as const).map((given) => ({
    ids: 'BIND-09',
    title: `${what as string} is a 409`,
    given,
    request: bind(changes as object),
    expect: refused(409),
  })),
);

const flow: readonly Row[] = [
  {
    ids: 'BIND-06 BIND-08 BIND-12 ASY-02 ASY-03 LOB-03 GETB-01 GETB-03',
    title: 'can be read once it succeeded',
    given: 'ready',
    request: bind(),
    expect: created({ body: LOGIN }),
    then: [
      { request: fetchBinding(), expect: answered(200, { body: LOGIN }) },
      { request: bind(), expect: answered(200, { body: LOGIN }) },
      { request: pollBinding('?operation=:operation'), expect: answered([200, 404]) },
    ],
  },
  ...['', '?accepts_incomplete=false'].map((query) => ({
    ids: 'BIND-06 ASY-06',
    title: `is done at once with the query "${query}"`,
    given: 'ready' as const,
    request: bind({}, query),
    expect: created({ status: { 'at once': [201], slowly: [201] }, body: LOGIN }),
  })),
  {
    ids: 'BIND-07 CAT-04',
    title: 'repeated is a 200, without accepts_incomplete too',
    given: 'bound',
    request: bind({}, ''),
    expect: answered(200, { body: LOGIN }),
  },
  {
    ids: 'BIND-08 ASY-08',
    title: 'repeated while it runs has the same operation and no credentials',
    given: 'binding',
    request: bind(),
    expect: answered(202, { sameOperation: true, without: ['credentials'], end: 'succeeded' }),
    then: [{ request: bind(), expect: answered(200, { body: LOGIN }) }],
  },
  {
    ids: 'BIND-11 ASY-05 ERR-06',
    title: 'repeated without accepts_incomplete while it runs is AsyncRequired',
    given: 'binding',
    request: bind({}, ''),
    expect: refused(422, 'AsyncRequired'),
    then: [{ request: pollBinding(), expect: told('in progress') }],
  },
  ...(['nothing', 'create failed', 'deleted'] as const).map((given) => ({
    ids: 'BIND-23',
    title: 'of no instance is a 404',
    given,
    request: bind(),
    expect: refused(404),
  })),
  ...(['creating', 'deleting', 'unbinding'] as const).map((given) => ({
    ids: 'BIND-11 BIND-23 CON-01',
    title: 'is ConcurrencyError',
    given,
    request: bind(),
    expect: refused(422, CONCURRENCY),
  })),
  ...(['binding', 'unbinding', 'bound'] as const).map((given) => ({
    ids: 'CON-02 CFS-20 LOB-04',
    title: 'does not mind another binding of the instance',
    given,
    request: under(bind(), ':binding', `beside ${given}`),
    expect: answered([201, 202]),
  })),
  {
    ids: 'BIND-10 LOB-06',
    title: 'of another instance with this id is a 409 or a 404',
    given: 'bound',
    request: under(bind(), ':instance', 'another'),
    expect: answered([404, 409]),
  },
  {
    ids: 'ERR-08 ORP-01 CCT-07',
    title: 'what failed can be unbound, and is nothing then',
    given: 'ready',
    playing: { '/bind': 'fails' },
    request: bind(),
    expect: failed({ says: /\/bind/ }),
    then: [
      { request: fetchBinding(), expect: refused(404) },
      { request: unbind(), expect: answered([200, 202, 410], { end: 'succeeded' }) },
      { request: unbind(), expect: refused(410) },
      { request: fetchInstance(), expect: answered(200) },
    ],
  },
  {
    ids: 'BIND-12 CCR-20',
    title: 'has what the script prints as its credentials',
    given: 'ready',
    playing: { '/bind': { prints: '{"port":1,"list":[1],"tls":{"ca":null}}' } },
    request: bind(),
    expect: created({ body: { credentials: { port: 1, list: [1], tls: { ca: null } } } }),
  },
  {
    ids: 'BIND-25 CCR-23',
    title: 'has nothing that nobody required',
    given: 'ready',
    request: bind(),
    expect: created({
      body: { credentials: having({}) as object },
      without: ['syslog_drain_url', 'route_service_url', 'volume_mounts'],
    }),
  },
  {
    ids: 'BIND-01',
    title: 'of a plan that cannot be bound is a 400',
    given: 'ready',
    of: plan('redis', 'unbindable'),
    request: bind(plan('redis', 'unbindable')),
    expect: refused(400),
  },
];

export const BIND: Area = {
  name: 'bind',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'redis', plan: '200' },
    { name: 'redis', plan: 'unbindable', bindable: false },
    { name: 'static', plan: '100', credentials: { a: 1 } },
  ],
  rows: [...wrong, list, ...unknown, ...apps, ...different, ...flow],
};

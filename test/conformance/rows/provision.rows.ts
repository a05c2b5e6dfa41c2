import { answered, CONCURRENCY, created, failed, like, refused, told } from '../answers.js';
import { deprovision, fetchInstance, plan, pollInstance, provision } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const WRONG: readonly (readonly [ids: string, field: string, value: unknown])[] = [
  ...['service_id', 'plan_id'].flatMap((field) =>
    [undefined, null, '', 5, {}, []].map((value) => ['PROV-01 PROV-10', field, value] as const),
  ),
  ...['organization_guid', 'space_guid'].flatMap((field) =>
    [undefined, null, '', 5, {}, []].map((value) => ['PROV-02 PROV-10', field, value] as const),
  ),
  ...['text', 5, [], [{}], true].map((value) => ['PROV-04 PROV-10', 'parameters', value] as const),
  ...['text', 5, []].map((value) => ['PROV-03 PROV-10', 'context', value] as const),
];

const wrong: readonly Row[] = WRONG.map(([ids, field, value]) => ({
  ids,
  title: `${field} ${value === undefined ? 'missing' : JSON.stringify(value)} is a 400`,
  request: provision({ [field]: value }),
  expect: refused(400, undefined, { says: new RegExp(field) }),
  then: [{ request: fetchInstance(), expect: refused(404) }],
}));

const unknown: readonly Row[] = [
  ['an unknown service', { service_id: 'nope' }],
  ['an unknown plan', { plan_id: 'nope' }],
  ['the plan of another service', { plan_id: 'static_100' }],
].map(([what, changes]) => ({
  ids: 'PROV-01',
  title: `${what as string} is a 400`,
  request: provision(changes as object),
  expect: refused(400),
}));

const contexts: readonly Row[] = [
  { platform: 'cloudfoundry', organization_guid: 'another', space_guid: 'another' },
  { platform: 'kubernetes', namespace: 'n', clusterid: 'c' },
  { platform: 'nobody knows this', deep: { er: [1] } },
  {},
].map((context) => ({
  ids: 'PROV-03',
  title: `takes the context ${JSON.stringify(context).slice(0, 40)}`,
  request: provision({ context }),
  expect: created(),
}));

const repeated: readonly Row[] = [
  ['itself', {}],
  ['another order of keys', { parameters: { b: { d: [1], c: 2 }, a: 1 } }],
  ['another context', { context: { platform: 'x', instance_name: 'renamed' } }],
].map(([what, changes]) => ({
  ids: 'PROV-07 PROV-09',
  title: `repeated with ${what as string} is a 200`,
  given: 'ready' as const,
  givenBody: { parameters: { a: 1, b: { c: 2, d: [1] } } },
  request: provision({ parameters: { a: 1, b: { c: 2, d: [1] } }, ...(changes as object) }),
  expect: answered(200),
}));

const different: readonly Row[] = [
  ['another plan', plan('redis', '200')],
  ['another service', plan('static')],
  ['other parameters', { parameters: { a: 1 } }],
  ['another organization', { organization_guid: 'other' }],
  ['another space', { space_guid: 'other' }],
].flatMap(([what, changes]) =>
  (['ready', 'creating'] as const).map((given) => ({
    ids: 'PROV-08 PROV-09',
    title: `${given}: ${what as string} is a 409`,
    given,
    request: provision(changes as object),
    expect: refused(409),
  })),
);

const flow: readonly Row[] = [
  {
    ids: 'PROV-05 PROV-06 ASY-02 ASY-03 GETI-01 LOB-01',
    title: 'is there once it succeeded',
    request: provision({ parameters: { a: 1 } }),
    expect: created(),
    then: [
      { request: fetchInstance(), expect: answered(200, { body: plan('redis') }) },
      { request: provision({ parameters: { a: 1 } }), expect: answered(200) },
    ],
  },
  ...['', '?accepts_incomplete=false'].map((query) => ({
    ids: 'PROV-05 ASY-03 ASY-06',
    title: `is done at once with the query "${query}"`,
    request: provision({}, query),
    expect: created({ status: { 'at once': [201], slowly: [201] } }),
  })),
  ...['', '?accepts_incomplete=false'].map((query) => ({
    ids: 'PROV-07 ASY-06',
    title: `repeated with the query "${query}" is a 200`,
    given: 'ready' as const,
    request: provision({}, query),
    expect: answered(200),
  })),
  {
    ids: 'PROV-06 ASY-08',
    title: 'repeated while it runs has the same operation',
    given: 'creating',
    request: provision(),
    expect: answered(202, { sameOperation: true, end: 'succeeded' }),
    then: [{ request: provision(), expect: answered(200) }],
  },
  {
    ids: 'PROV-11 ASY-05 ERR-06',
    title: 'repeated without accepts_incomplete while it runs is AsyncRequired',
    given: 'creating',
    request: provision({}, ''),
    expect: refused(422, 'AsyncRequired'),
    then: [{ request: pollInstance(), expect: told('in progress') }],
  },
  {
    ids: 'CON-01 ERR-06',
    title: 'while it is deleted is ConcurrencyError',
    given: 'deleting',
    request: provision(),
    expect: refused(422, CONCURRENCY),
  },
  {
    ids: 'PROV-16 ERR-08 ORP-01',
    title: 'what failed can be deleted, and is nothing then',
    playing: { '/provision': 'fails' },
    request: provision(),
    expect: failed({ says: /\/provision/ }),
    then: [
      { request: fetchInstance(), expect: refused(404) },
      { request: deprovision(), expect: answered([200, 202, 410], { end: 'succeeded' }) },
      { request: deprovision(), expect: refused(410) },
    ],
  },
];

const maintenance: readonly Row[] = [
  {
    ids: 'PROV-13',
    title: 'maintenance without a version is taken',
    request: provision({ maintenance_info: { description: 'x' } }),
    expect: created(),
  },
];

const dashboards: readonly Row[] = [
  {
    ids: 'PROV-14 PROV-07',
    title: 'tells the dashboard with the first answer, and again',
    request: provision(plan('static')),
    expect: answered([201, 202], { body: { dashboard_url: like(/^http:\/\/192\.0\.2\.1:2\d{4}$/) }, end: 'succeeded' }),
    then: [
      {
        request: provision(plan('static')),
        expect: answered(200, { body: { dashboard_url: like(/^http:\/\/192\.0\.2\.1:2\d{4}$/) } }),
      },
    ],
  },
  {
    ids: 'PROV-14',
    title: 'tells the dashboard with a 202',
    given: 'creating',
    of: plan('dashboard'),
    request: provision(plan('dashboard')),
    expect: answered(202, { of202: { dashboard_url: like(/^http:/) }, end: 'succeeded' }),
  },
];

const printed: Row = {
  ids: 'PROV-14 CCR-32',
  title: 'tells the dashboard that a script printed with the 201, or to who reads it',
  playing: { '/provision': { prints: '{"dashboard_url":"http://dashboard.example.org/1"}' } },
  request: provision(),
  expect: created({ body: { dashboard_url: 'http://dashboard.example.org/1' } }),
  then: [
    { request: fetchInstance(), expect: answered(200, { body: { dashboard_url: 'http://dashboard.example.org/1' } }) },
    { request: provision(), expect: answered(200, { body: { dashboard_url: 'http://dashboard.example.org/1' } }) },
  ],
};

export const PROVISION: Area = {
  name: 'provision',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'redis', plan: '200' },
    {
      name: 'static',
      plan: '100',
      dashboardurl: { dashboard_url: 'http://$HOST:$PORT' },
      credentials: { host: '$HOST' },
    },
    { name: 'dashboard', plan: '100', dashboardurl: { dashboard_url: 'http://$HOST:$PORT' } },
  ],
  rows: [...wrong, ...unknown, ...contexts, ...repeated, ...different, ...flow, ...maintenance, ...dashboards, printed],
};

import { A_TEXT, answered, refused } from '../answers.js';
import { bind, fetchBinding, plan } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const LOGIN = { credentials: { username: A_TEXT, password: A_TEXT } };
const APP = { app_guid: 'app' };

const same: readonly Row[] = [
  ['another context', { context: { platform: 'cloudfoundry', space_name: 'renamed' } }],
  ['other annotations', { bind_resource: { ...APP, app_annotations: { 'a.example.org/b': 'c' } } }],
  ['the app at its old place', { bind_resource: undefined, app_guid: 'app' }],
  ['the app at both places', { app_guid: 'app' }],
  ['empty parameters', { parameters: {} }],
  ['what nobody knows', { nobody: { knows: [1] } }],
].map(([what, changes]) => ({
  ids: 'BIND-07 BIND-09',
  title: `with ${what as string} is a 200`,
  given: 'bound' as const,
  request: bind(changes as object),
  expect: answered(200, { body: LOGIN }),
}));

const different: readonly Row[] = [
  ['no app', { bind_resource: {} }],
  ['another app', { bind_resource: { app_guid: 'other' } }],
  ['an app at another place', { bind_resource: undefined, app_guid: 'other' }],
  ['parameters', { parameters: { a: 1 } }],
  ['another plan', plan('redis', '200')],
  ['another service', plan('static')],
].map(([what, changes]) => ({
  ids: 'BIND-09',
  title: `with ${what as string} is a 409`,
  given: 'bound' as const,
  request: bind(changes as object),
  expect: refused(409),
  then: [{ request: fetchBinding(), expect: answered(200, { body: LOGIN }) }],
}));

const unfinished: readonly Row[] = [
  {
    ids: 'BIND-09',
    title: 'with another plan, while it is made, is a 409',
    given: 'binding',
    request: bind(plan('redis', '200')),
    expect: refused(409),
  },
  {
    ids: 'BIND-02 BIND-09',
    title: 'with a plan that nobody knows is a 400',
    given: 'bound',
    request: bind(plan('redis', 'nobody')),
    expect: refused(400),
  },
  {
    ids: 'BIND-02',
    title: 'with another plan, once it is removed, is a 400',
    given: 'unbound',
    request: bind(plan('redis', '200')),
    expect: refused(400),
  },
];

const routes: readonly Row[] = [
  {
    ids: 'BIND-07 CFS-17',
    title: 'of a route again is a 200',
    given: 'bound',
    givenBody: { bind_resource: { route: 'a.example.org' } },
    request: bind({ bind_resource: { route: 'a.example.org' } }),
    expect: answered(200),
  },
  {
    ids: 'BIND-09 CFS-17',
    title: 'of another route is a 409',
    given: 'bound',
    givenBody: { bind_resource: { route: 'a.example.org' } },
    request: bind({ bind_resource: { route: 'b.example.org' } }),
    expect: refused(409),
  },
];

export const BIND_AGAIN: Area = {
  name: 'bind again',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'redis', plan: '200' },
    { name: 'static', plan: '100' },
  ],
  rows: [...same, ...different, ...unfinished, ...routes],
};

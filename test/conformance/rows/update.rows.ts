import { answered, A_BOOLEAN, A_TEXT, CONCURRENCY, done, like, refused, told } from '../answers.js';
import {
  deprovision,
  fetchBinding,
  fetchInstance,
  plan,
  pollInstance,
  provision,
  unbind,
  update,
} from '../requests.js';
import type { Area, Expected, Row } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

const GROW = { plan_id: 'redis_200' };
const FAILED = { body: { instance_usable: true, update_repeatable: A_BOOLEAN, description: A_TEXT } };
const NEVER = { body: { update_repeatable: false, description: A_TEXT } };

function has(planId: string, parameters: object): Expected {
  return answered(200, { body: { plan_id: planId, parameters } });
}

const elsewhere: readonly Row[] = [
  ...(['nothing', 'create failed', 'deleted'] as const).map((given) => ({
    ids: 'UPD-20',
    title: 'of no instance is a 404',
    given,
    request: update(GROW),
    expect: refused(404),
  })),
  ...(['creating', 'deleting'] as const).map((given) => ({
    ids: 'CON-01 ERR-06',
    title: 'is ConcurrencyError',
    given,
    request: update(GROW),
    expect: refused(422, CONCURRENCY),
  })),
];

const nothingToDo: readonly Row[] = [
  ['nothing at all', {}],
  ['the plan of now', { plan_id: 'redis_100' }],
  ['no parameters', { parameters: {} }],
  ['null for parameters', { parameters: null }],
  ['null for the plan', { plan_id: null }],
  ['the parameters of now', { parameters: { a: 1 } }],
  ['a context alone', { context: { platform: 'cloudfoundry', instance_name: 'renamed' } }],
  ['what nobody knows', { nobody: { knows: [1] } }],
].map(([what, changes]) => ({
  ids: 'UPD-02 UPD-03 UPD-04 UPD-05 UPD-08 UPD-11 EXT-01 EXT-03',
  title: `with ${what as string} is done at once`,
  given: 'ready' as const,
  givenBody: { parameters: { a: 1 } },
  request: update(changes as object),
  expect: answered(200),
  then: [{ request: fetchInstance(), expect: has('redis_100', { a: 1 }) }],
}));

const applied: readonly Row[] = [
  {
    ids: 'UPD-11 UPD-12 UPD-21 GETI-07 ASY-03',
    title: 'changes the plan',
    given: 'ready',
    givenBody: { parameters: { a: 1 } },
    request: update(GROW),
    expect: done(),
    then: [{ request: fetchInstance(), expect: has('redis_200', { a: 1 }) }],
  },
  {
    ids: 'UPD-02 UPD-05 UPD-11 GETI-07',
    title: 'changes what is named in parameters, and nothing else',
    given: 'ready',
    givenBody: { parameters: { a: 1, b: { c: 1 } } },
    request: update({ parameters: { b: { d: 2 }, e: 3 } }),
    expect: done(),
    then: [{ request: fetchInstance(), expect: has('redis_100', { a: 1, b: { d: 2 }, e: 3 }) }],
  },
  {
    ids: 'UPD-05',
    title: 'takes a parameter away by null',
    given: 'ready',
    givenBody: { parameters: { a: 1, b: 2 } },
    request: update({ parameters: { a: null } }),
    expect: done(),
    then: [
      {
        request: fetchInstance(),
        expect: answered(200, { body: { parameters: { b: 2 } }, without: ['parameters.a'] }),
      },
    ],
  },
  {
    ids: 'UPD-05 UPD-11',
    title: 'one after the other, each from what is then',
    given: 'ready',
    request: update({ parameters: { a: 1 } }),
    expect: done(),
    then: [
      { request: update(GROW), expect: done() },
      { request: update({ parameters: { b: 2 }, plan_id: 'redis_100' }), expect: done() },
      { request: fetchInstance(), expect: has('redis_100', { a: 1, b: 2 }) },
    ],
  },
  ...[
    { plan_id: 'nope', service_id: 'nope', organization_id: 'x', space_id: 'y', maintenance_info: null },
    { plan_id: null, service_id: null, organization_id: null, space_id: null },
    { plan_id: 'redis_200' },
    {},
  ].map((previous) => ({
    ids: 'UPD-07 EXT-03',
    title: `believes nothing of ${JSON.stringify(previous)}`,
    given: 'ready' as const,
    request: update({ ...GROW, previous_values: previous }),
    expect: done(),
    then: [{ request: fetchInstance(), expect: answered(200, { body: GROW }) }],
  })),
  {
    ids: 'UPD-11 ASY-06',
    title: 'is done at once without accepts_incomplete',
    given: 'ready',
    request: update(GROW, ''),
    expect: answered(200),
  },
  {
    ids: 'UPD-11 UNB-03',
    title: 'leaves bindings as they are',
    given: 'bound',
    request: update(GROW),
    expect: done(),
    then: [
      { request: fetchBinding(), expect: answered(200) },
      { request: unbind(), expect: done() },
      { request: deprovision(), expect: done() },
    ],
  },
  {
    ids: 'UPD-18 PROV-14',
    title: 'to a plan of another dashboard tells that with the first answer',
    given: 'ready',
    of: plan('shown'),
    request: update({ service_id: 'shown', plan_id: 'shown_200' }),
    expect: answered([200, 202], {
      body: { dashboard_url: like(/200$/) },
      of202: { dashboard_url: like(/200$/) },
      end: 'succeeded',
    }),
    then: [{ request: fetchInstance(), expect: answered(200, { body: { dashboard_url: like(/200$/) } }) }],
  },
  {
    ids: 'UPD-03 CFS-09',
    title: 'to the plan of now is no change, even of one that stays',
    given: 'ready',
    of: plan('fixed'),
    request: update({ ...plan('fixed'), parameters: {} }),
    expect: answered(200),
  },
];

const afterwards: readonly Row[] = [
  {
    ids: 'PROV-07 PROV-08 PROV-09 GETI-07',
    title: 'a provision of what it has become is a 200, of what it was a 409',
    given: 'ready',
    givenBody: { parameters: { a: 1 } },
    request: update({ ...GROW, parameters: { b: 2 } }),
    expect: done(),
    then: [
      { request: provision({ ...GROW, parameters: { b: 2, a: 1 } }), expect: answered(200) },
      { request: provision({ parameters: { a: 1 } }), expect: refused(409) },
    ],
  },
];

const failing: readonly Row[] = [
  {
    ids: 'UPD-16 UPD-17 ERR-04 ERR-05 ERR-08 LOI-09 GETI-07',
    title: 'that fails changes nothing, and says what still works',
    given: 'ready',
    givenBody: { parameters: { a: 1 } },
    playing: { '/update': 'fails' },
    request: update({ ...GROW, parameters: { a: 2 } }),
    expect: { status: { 'at once': [500], slowly: [202] }, end: 'failed', ...FAILED },
    then: [
      { request: pollInstance(), expect: told('failed', FAILED) },
      { request: fetchInstance(), expect: has('redis_100', { a: 1 }) },
      { request: deprovision(), expect: done() },
    ],
  },
  {
    ids: 'UPD-10 UPD-16 ERR-05 LOI-09 CCR-12',
    title: 'of parameters that the image has no script for is refused for good',
    given: 'ready',
    givenBody: { parameters: { a: 1 } },
    playing: { '/update': 'is missing' },
    request: update({ parameters: { a: 2 } }),
    expect: { status: { 'at once': [422], slowly: [202] }, end: 'failed', ...NEVER, says: /no \/update script/ },
    then: [
      { request: pollInstance(), expect: told('failed', NEVER) },
      { request: fetchInstance(), expect: has('redis_100', { a: 1 }) },
    ],
  },
];

export const UPDATE: Area = {
  name: 'update',
  images: UPDATE_IMAGES,
  rows: [...elsewhere, ...nothingToDo, ...applied, ...afterwards, ...failing],
};

import { accepted, answered, created, done, refused, told } from '../answers.js';
import { bind, deprovision, fetchBinding, fetchInstance, pollInstance, provision, unbind, under } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const ODD: readonly string[] = [
  'not a guid',
  'a/b',
  'a%2Fb',
  'ä漢😀',
  '.hidden',
  'a?b=c&d#e',
  "'; DROP TABLE x; --",
  '$(reboot)',
  '-rf',
  'UPPER lower',
  'x'.repeat(255),
];

const odd: readonly Row[] = ODD.map((id) => ({
  ids: 'URL-01 URL-03 URL-05 URL-06',
  title: `the ids ${JSON.stringify(id.slice(0, 30))} live and die`,
  named: { instance: id, binding: id },
  request: provision(),
  expect: created(),
  then: [
    { request: bind(), expect: created() },
    { request: fetchBinding(), expect: answered(200) },
    { request: unbind(), expect: done() },
    { request: fetchInstance(), expect: answered(200) },
    { request: pollInstance('?operation=:operation'), expect: answered([200, 410]) },
    { request: deprovision(), expect: done() },
    { request: deprovision(), expect: refused(410) },
  ],
}));

/** ADR 0023. */
const refusedIds: readonly Row[] = ['ends%20with%20a%20space%20', 'has%09a%09tab'].map((id) => ({
  ids: 'URL-01 ERR-07',
  title: `the id ${id} is refused, and nothing is stored`,
  request: under(provision(), ':instance', id),
  expect: refused(400),
  then: [{ request: under(fetchInstance(), ':instance', id), expect: refused(400) }],
}));

const alike: readonly Row[] = [
  ['Case', 'cASE'],
  ['\u00e9', 'e\u0301'],
  ['nine', 'nine%20'],
].map(([id = '', other = '']) => ({
  ids: 'URL-01 URL-03',
  title: `${JSON.stringify(id)} is not ${JSON.stringify(other)}`,
  given: 'ready' as const,
  named: { instance: id },
  request: under(fetchInstance(), ':instance', encodeURI(decodeURI(other))),
  expect: answered([400, 404]),
}));

const bad: readonly Row[] = [
  ['a bad escape', '%zz'],
  ['half an escape', '%'],
  ['bytes that are no text', '%ff%fe'],
  ['256 characters', 'x'.repeat(256)],
].flatMap(([what = '', id = '']) =>
  [provision(), fetchInstance(), deprovision(), pollInstance()].map((request) => ({
    ids: 'URL-03 URL-06 ERR-01',
    title: `${request.call} of ${what} is a 400`,
    request: under(request, ':instance', id),
    expect: refused(400),
  })),
);

const empty: readonly Row[] = [
  ...[provision(), fetchInstance(), deprovision(), pollInstance(), bind(), unbind()].map((request) => ({
    ids: 'URL-04',
    title: `${request.call} of an instance without an id is a 400`,
    request: under(request, ':instance', ''),
    expect: refused(400),
  })),
  ...[bind(), unbind(), fetchBinding()].map((request) => ({
    ids: 'URL-04',
    title: `${request.call} of a binding without an id is a 400`,
    given: 'ready' as const,
    request: under(request, ':binding', ''),
    expect: refused(400),
  })),
];

const DELETE_IDS = 'service_id=redis&plan_id=redis_100';
const queries: readonly Row[] = ['maybe', 'TRUE', '1', '', 'yes', 'true&accepts_incomplete=true'].flatMap((value) => [
  {
    ids: 'URL-07',
    title: `provision with accepts_incomplete=${value} is a 400`,
    request: provision({}, `?accepts_incomplete=${value}`),
    expect: refused(400),
    then: [{ request: fetchInstance(), expect: refused(404) }],
  },
  {
    ids: 'URL-07',
    title: `deprovision with accepts_incomplete=${value} is a 400`,
    given: 'ready' as const,
    request: deprovision(`${DELETE_IDS}&accepts_incomplete=${value}`),
    expect: refused(400),
    then: [{ request: fetchInstance(), expect: answered(200) }],
  },
  {
    ids: 'URL-07',
    title: `bind with accepts_incomplete=${value} is a 400`,
    given: 'ready' as const,
    request: bind({}, `?accepts_incomplete=${value}`),
    expect: refused(400),
  },
  {
    ids: 'URL-07',
    title: `unbind with accepts_incomplete=${value} is a 400`,
    given: 'bound' as const,
    request: unbind(`${DELETE_IDS}&accepts_incomplete=${value}`),
    expect: refused(400),
  },
]);

const others: readonly Row[] = [
  {
    ids: 'URL-07 EXT-01',
    title: 'other query keys are ignored',
    request: provision({}, '?accepts_incomplete=true&x=1'),
    expect: created(),
  },
  {
    ids: 'URL-08',
    title: 'the id of what was deleted serves again',
    given: 'deleted',
    request: provision(),
    expect: created(),
    then: [{ request: deprovision(), expect: accepted() }],
  },
  {
    ids: 'URL-08',
    title: 'so does that of a binding',
    given: 'unbound',
    request: bind(),
    expect: created(),
  },
  {
    ids: 'URL-03 ASY-09 CFS-07',
    title: 'an operation comes back with escapes',
    given: 'creating',
    request: pollInstance('?service_id=redis&plan_id=redis_100&operation=:operation'),
    expect: told('in progress'),
  },
];

export const IDS: Area = {
  name: 'ids and URLs',
  rows: [...odd, ...refusedIds, ...alike, ...bad, ...empty, ...queries, ...others],
};

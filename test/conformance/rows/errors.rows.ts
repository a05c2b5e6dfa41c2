import { answered, created, refused } from '../answers.js';
import { bind, deprovision, fetchBinding, fetchInstance, plan, provision, withBody } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const UNKNOWN = { nobody: { knows: ['this', { at: 'all' }] }, extension_x: null };

const shapes: readonly Row[] = [
  {
    ids: 'ERR-09',
    title: 'an unknown path is a 404 with words',
    request: { call: 'fetch instance', method: 'GET', url: '/v2/nothing' },
    expect: refused(404),
  },
  {
    ids: 'ERR-09',
    title: 'a method that a path does not have is a 405 with words',
    request: { call: 'fetch instance', method: 'POST', url: '/v2/catalog' },
    expect: refused(405),
  },
  {
    ids: 'ERR-09',
    title: 'a body beyond measure is a 413 with words',
    request: provision({ parameters: { a: 'x'.repeat(300_000) } }),
    expect: refused(413),
    then: [{ request: fetchInstance(), expect: refused(404) }],
  },
  {
    ids: 'ERR-09',
    title: 'a body as deep as a well is a 400 with words',
    request: withBody(provision(), `{"parameters":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`),
    expect: refused(400),
  },
];

const nothingHalfDone: readonly Row[] = [
  {
    ids: 'ERR-07',
    title: 'a provision that is refused makes nothing',
    request: provision({ plan_id: 'redis_nothing' }),
    expect: refused(400),
    then: [{ request: fetchInstance(), expect: refused(404) }],
  },
  {
    ids: 'ERR-07 PROV-08',
    title: 'a conflict changes nothing',
    given: 'ready',
    givenBody: { parameters: { a: 1 } },
    request: provision({ parameters: { a: 2 } }),
    expect: refused(409),
    then: [{ request: provision({ parameters: { a: 1 } }), expect: answered(200) }],
  },
  {
    ids: 'ERR-07 BIND-09',
    title: 'a conflict changes no binding',
    given: 'bound',
    request: bind({ parameters: { a: 2 } }),
    expect: refused(409),
    then: [{ request: bind(), expect: answered(200) }],
  },
  {
    ids: 'ERR-07 BIND-02',
    title: 'a bind that is refused makes nothing',
    given: 'ready',
    request: bind(plan('redis', '200')),
    expect: refused(400),
    then: [{ request: fetchBinding(), expect: refused(404) }],
  },
];

const extensions: readonly Row[] = [
  {
    ids: 'EXT-01',
    title: 'unknown fields of a provision are ignored',
    request: provision({ ...UNKNOWN, context: { ...UNKNOWN, platform: 'x' } }),
    expect: created(),
  },
  {
    ids: 'EXT-01 PROV-13',
    title: 'unknown fields of an identical provision too',
    given: 'ready',
    request: provision(UNKNOWN),
    expect: answered(200),
  },
  {
    ids: 'EXT-01',
    title: 'unknown fields of a bind are ignored',
    given: 'ready',
    request: bind({ ...UNKNOWN, bind_resource: { app_guid: 'app', ...UNKNOWN }, context: UNKNOWN }),
    expect: created(),
  },
  {
    ids: 'EXT-03',
    title: 'nulls of a provision are absent',
    request: provision({ parameters: null, context: null, maintenance_info: null }),
    expect: created(),
    then: [{ request: provision(), expect: answered(200) }],
  },
  {
    ids: 'EXT-03 BIND-03',
    title: 'nulls of a bind are absent',
    given: 'ready',
    request: bind({ parameters: null, context: null, bind_resource: null, app_guid: null }),
    expect: created(),
    then: [{ request: bind({ bind_resource: undefined }), expect: answered(200) }],
  },
];

const leastWords: readonly Row[] = [
  {
    ids: 'PROV-09 EXT-03',
    title: 'no parameters are empty ones',
    given: 'ready',
    request: provision({ parameters: {} }),
    expect: answered(200),
  },
  {
    ids: 'EXT-03 BIND-04',
    title: 'nulls within bind_resource are absent',
    given: 'ready',
    request: bind({ bind_resource: { app_guid: null, route: null, space_guid: null } }),
    expect: created(),
    then: [{ request: bind({ bind_resource: undefined }), expect: answered(200) }],
  },
  {
    ids: 'UNB-02 DEP-01',
    title: 'ids in the query of a DELETE may be as long as they like',
    given: 'ready',
    request: deprovision(`service_id=${'x'.repeat(300)}&plan_id=${'y'.repeat(600)}&accepts_incomplete=true`),
    expect: answered([200, 202], { end: 'succeeded' }),
  },
];

export const ERRORS: Area = {
  name: 'errors and extensions',
  rows: [...shapes, ...nothingHalfDone, ...extensions, ...leastWords],
};

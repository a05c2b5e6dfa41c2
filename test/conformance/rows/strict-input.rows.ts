import { answered, refused } from '../answers.js';
import {
  bind,
  deprovision,
  fetchInstance,
  pollInstance,
  provision,
  unbind,
  withBody,
  withHeaders,
} from '../requests.js';
import type { Area, Row } from '../table.types.js';

const ORDER = '"service_id":"redis","plan_id":"redis_100","organization_guid":"o","space_guid":"s"';
const DELETE_IDS = 'service_id=redis&plan_id=redis_100';

const twice: readonly Row[] = [
  `{${ORDER},"plan_id":"redis_200"}`,
  `{${ORDER},"service_id":"redis"}`,
  `{${ORDER},"parameters":{"a":1,"a":2}}`,
  `{${ORDER},"parameters":{"a":[{"b":1,"\\u0062":2}]}}`,
].map((body) => ({
  ids: 'HDR-14 PROV-10 ERR-07',
  title: `a key that comes twice is a 400: ${body.slice(ORDER.length + 2)}`,
  request: withBody(provision(), body),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: refused(404) }],
}));

const types: readonly Row[] = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'nonsense',
  'text/json',
].map((type) => ({
  ids: 'HDR-14',
  title: `a body of the type ${type} is a 400, not a 415`,
  request: withHeaders(provision(), { 'content-type': type }),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: refused(404) }],
}));

const queries: readonly Row[] = [
  ['provision', provision({}, '?accepts_incomplete=true&accepts_incomplete=false')],
  ['deprovision', deprovision(`${DELETE_IDS}&plan_id=redis_100`)],
  ['deprovision', deprovision('service_id[]=redis&plan_id=redis_100')],
  ['deprovision', deprovision('service_id[a]=redis&plan_id=redis_100')],
  ['unbind', unbind(`${DELETE_IDS}&service_id=redis`)],
  ['last operation', pollInstance('?plan_id=a&plan_id=b')],
  ['bind', bind({}, '?accepts_incomplete=true&accepts_incomplete=true')],
].map(([what, request]) => ({
  ids: 'URL-07 ERR-01',
  title: `${what as string}: a query key that comes twice, or nested, is a 400: ${(request as Row['request']).url.split('?')[1] ?? ''}`,
  given: 'bound' as const,
  request: request as Row['request'],
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: answered(200) }],
}));

export const STRICT_INPUT: Area = { name: 'strict input', rows: [...twice, ...types, ...queries] };

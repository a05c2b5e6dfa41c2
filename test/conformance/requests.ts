import type { Call } from '../support/cloud-controller/judge-answer.js';
import type { Request } from './table.types.js';

interface Ids {
  readonly service_id: string;
  readonly plan_id: string;
}

export const ASYNC = '?accepts_incomplete=true';
const INSTANCE = '/v2/service_instances/:instance';
const BINDING = `${INSTANCE}/service_bindings/:binding`;
const DELETE_QUERY = 'service_id=redis&plan_id=redis_100&accepts_incomplete=true';

export function plan(service: string, name = '100'): Ids {
  return { service_id: service, plan_id: `${service}_${name}` };
}

export const REDIS_ORDER = { ...plan('redis'), organization_guid: 'org', space_guid: 'space' };

export function catalog(headers: Readonly<Record<string, string | undefined>> = {}): Request {
  return { call: 'catalog', method: 'GET', url: '/v2/catalog', headers };
}

export function provision(changes: object = {}, query = ASYNC): Request {
  return { call: 'provision', method: 'PUT', url: `${INSTANCE}${query}`, body: { ...REDIS_ORDER, ...changes } };
}

/** Without a plan: the one of now. */
export function update(changes: object = {}, query = ASYNC): Request {
  return { call: 'update', method: 'PATCH', url: `${INSTANCE}${query}`, body: { service_id: 'redis', ...changes } };
}

export function deprovision(query = DELETE_QUERY): Request {
  return { call: 'deprovision', method: 'DELETE', url: `${INSTANCE}?${query}` };
}

export function bind(changes: object = {}, query = ASYNC): Request {
  const body = { ...plan('redis'), bind_resource: { app_guid: 'app' }, ...changes };
  return { call: 'bind', method: 'PUT', url: `${BINDING}${query}`, body };
}

export function unbind(query = DELETE_QUERY): Request {
  return { call: 'unbind', method: 'DELETE', url: `${BINDING}?${query}` };
}

export function fetchInstance(query = ''): Request {
  return { call: 'fetch instance', method: 'GET', url: `${INSTANCE}${query}` };
}

export function fetchBinding(query = ''): Request {
  return { call: 'fetch binding', method: 'GET', url: `${BINDING}${query}` };
}

export function pollInstance(query = ''): Request {
  return { call: 'last operation of an instance', method: 'GET', url: `${INSTANCE}/last_operation${query}` };
}

export function pollBinding(query = ''): Request {
  return { call: 'last operation of a binding', method: 'GET', url: `${BINDING}/last_operation${query}` };
}

/** The same request at another place: under another instance, as another binding. */
export function under(request: Request, from: ':instance' | ':binding' | ':successor', to: string): Request {
  return { ...request, url: request.url.replace(from, to) };
}

export function withHeaders(request: Request, headers: Readonly<Record<string, string | undefined>>): Request {
  return { ...request, headers: { ...request.headers, ...headers } };
}

export function withBody(request: Request, body: object | string): Request {
  return { ...request, body };
}

/** One request of each kind, in a state of `nothing` all refused but the catalog. */
export const EVERY_CALL: Readonly<Record<Call, Request>> = {
  catalog: catalog(),
  provision: provision(),
  update: update(),
  deprovision: deprovision(),
  bind: bind(),
  unbind: unbind(),
  'fetch instance': fetchInstance(),
  'fetch binding': fetchBinding(),
  'last operation of an instance': pollInstance(),
  'last operation of a binding': pollBinding(),
};

import type { Request } from './table.types.js';

const USER = 'cloudfoundry eyJ1c2VyX2lkIjoiOTNhYjRjMjgtMmU5Yy00ZTc4LTk2NWMtMjJjNjY4ZjVhOWQxIn0=';
const ORG = 'b4b2ae4e-5c3b-4b1a-8b5e-25a9ac6cc1a0';
const SPACE = '2f1a8d1e-8d4a-4b4f-9a5e-4e6f0d1a7b11';

/** The platform's words of where an instance is (CFS-13). */
export const CONTEXT = {
  platform: 'cloudfoundry',
  organization_guid: ORG,
  organization_name: 'an-org',
  organization_annotations: { 'prefix.example.org/team': 'a' },
  space_guid: SPACE,
  space_name: 'a-space',
  space_annotations: {},
};
export const IDS = { service_id: 'redis', plan_id: 'redis_100' };

/** Headers of every call (CFS-01 … CFS-04); of those without a user `by` is left out. */
function headersOf(hasBody: boolean, by: string | undefined = USER): Readonly<Record<string, string | undefined>> {
  return {
    'x-broker-api-version': undefined,
    'X-Broker-Api-Version': '2.15',
    accept: 'application/json',
    'X-Vcap-Request-Id': '39a0b1a5-3e5b-4e6b-a3c2-9a6f7a7a8b9c::8d4a4b4f',
    'X-Api-Info-Location': 'api.example.org/',
    'X-B3-TraceId': '463ac35c9f6413ad',
    'X-B3-SpanId': 'a2fb4a1d1a96d312',
    'content-type': hasBody ? 'application/json' : undefined,
    'X-Broker-Api-Originating-Identity': by,
  };
}

/** As Cloud Foundry sends it: `url` as its client writes it, keys of a DELETE in its order (CFS-05 … CFS-07). */
export function fromCloudController(request: Request, by?: string): Request {
  return { ...request, headers: { ...request.headers, ...headersOf(request.body !== undefined, by) } };
}

/** CFS-11 … CFS-13. */
export function createService(more: Readonly<Record<string, unknown>> = {}): Request {
  return fromCloudController({
    call: 'provision',
    method: 'PUT',
    url: '/v2/service_instances/:instance?accepts_incomplete=true',
    body: {
      ...IDS,
      organization_guid: ORG,
      space_guid: SPACE,
      context: { ...CONTEXT, instance_name: 'my-cache', instance_annotations: {} },
      ...more,
    },
  });
}

/** CFS-09, CFS-10, CFS-13. */
export function updateService(more: Readonly<Record<string, unknown>> = {}): Request {
  return fromCloudController({
    call: 'update',
    method: 'PATCH',
    url: '/v2/service_instances/:instance?accepts_incomplete=true',
    body: {
      ...IDS,
      parameters: {},
      context: { ...CONTEXT, instance_name: 'my-cache' },
      previous_values: { ...IDS, organization_id: ORG, space_id: SPACE, maintenance_info: null },
      ...more,
    },
  });
}

/** CFS-15 … CFS-17. */
export function bindTo(bindResource: object, more: Readonly<Record<string, unknown>> = {}): Request {
  return fromCloudController({
    call: 'bind',
    method: 'PUT',
    url: '/v2/service_instances/:instance/service_bindings/:binding?accepts_incomplete=true',
    body: { ...IDS, context: CONTEXT, bind_resource: bindResource, ...more },
  });
}

const DELETE_QUERY = '?accepts_incomplete=true&plan_id=redis_100&service_id=redis';
const INSTANCE = '/v2/service_instances/:instance';
const BINDING = `${INSTANCE}/service_bindings/:binding`;

export function deleteService(): Request {
  return fromCloudController({ call: 'deprovision', method: 'DELETE', url: `${INSTANCE}${DELETE_QUERY}` });
}

export function unbindService(): Request {
  return fromCloudController({ call: 'unbind', method: 'DELETE', url: `${BINDING}${DELETE_QUERY}` });
}

/** CFS-18. */
export function pollService(): Request {
  const query = '?plan_id=redis_100&service_id=redis&operation=:operation';
  return fromCloudController({
    call: 'last operation of an instance',
    method: 'GET',
    url: `${INSTANCE}/last_operation${query}`,
  });
}

export function readService(): Request {
  return fromCloudController({ call: 'fetch instance', method: 'GET', url: INSTANCE });
}

export function readBinding(): Request {
  return fromCloudController({ call: 'fetch binding', method: 'GET', url: BINDING });
}

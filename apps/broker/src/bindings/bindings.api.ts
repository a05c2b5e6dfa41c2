import { ACCEPTED, NOTHING, objectOf, OsbEndpoint, refusal } from '../osb/osb.api.js';

const BINDING = objectOf({
  credentials: { type: 'object', additionalProperties: true },
  endpoints: { type: 'array', items: { type: 'object' } },
  syslog_drain_url: { type: 'string' },
  route_service_url: { type: 'string' },
  volume_mounts: { type: 'array', items: { type: 'object' } },
});

export const DescribeBind = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Orders a login for an instance',
    queries: ['accepts_incomplete'],
    body: objectOf({
      service_id: { type: 'string' },
      plan_id: { type: 'string' },
      context: { type: 'object' },
      app_guid: { type: 'string', deprecated: true },
      bind_resource: { type: 'object', properties: { app_guid: { type: 'string' }, route: { type: 'string' } } },
      parameters: { type: 'object', description: "Held against the plan's schema." },
      predecessor_binding_id: {
        type: 'string',
        description: 'The binding to be rotated; then all else may be left out.',
      },
    }),
    answers: {
      200: ['It is there already, as asked for.', BINDING],
      201: ['It is there.', BINDING],
      202: ['It is being made.', ACCEPTED],
      404: refusal('There is no such instance.'),
      409: refusal('A binding of this id exists with other attributes.'),
      422: refusal('AsyncRequired or ConcurrencyError.'),
      500: refusal('It could not be made; nothing is left of it.'),
    },
  });

export const DescribeFetchBinding = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Tells what a binding is',
    queries: ['service_id', 'plan_id'],
    answers: {
      200: ['What it is.', BINDING],
      404: refusal('There is none, it is not ready, or it cannot be fetched.'),
    },
  });

export const DescribeUnbind = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Revokes a login',
    required: ['service_id', 'plan_id'],
    queries: ['accepts_incomplete'],
    answers: {
      200: ['It is gone.', NOTHING],
      202: ['It is being revoked.', ACCEPTED],
      410: refusal('There is none.'),
      422: refusal('AsyncRequired or ConcurrencyError.'),
      500: refusal('The service refuses to revoke it; a DELETE tries again.'),
    },
  });

import { ACCEPTED, NOTHING, OBJECT, objectOf, OsbEndpoint, refusal, TEXT } from '../osb/osb.api.js';

const MAINTENANCE = objectOf({ version: { type: 'string', description: "As in the plan's maintenance_info." } });
const READY = objectOf({ dashboard_url: TEXT });
const ORDER = {
  service_id: { type: 'string' },
  plan_id: { type: 'string' },
  context: OBJECT,
  parameters: { type: 'object', description: "Held against the plan's schema." },
  maintenance_info: MAINTENANCE,
};

export const DescribeProvision = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Orders an instance',
    queries: ['accepts_incomplete'],
    body: {
      ...objectOf({ ...ORDER, organization_guid: { type: 'string' }, space_guid: { type: 'string' } }),
      required: ['service_id', 'plan_id', 'organization_guid', 'space_guid'],
    },
    answers: {
      200: ['It is there already, as asked for.', READY],
      201: ['It is there.', READY],
      202: ['It is being made.', ACCEPTED],
      409: refusal('An instance of this id exists with other attributes.'),
      422: refusal('AsyncRequired, ConcurrencyError or MaintenanceInfoConflict.'),
      500: refusal('It could not be made; nothing is left of it.'),
    },
  });

export const DescribeUpdate = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Changes plan, parameters, context or version of an instance',
    queries: ['accepts_incomplete'],
    body: {
      ...objectOf({ ...ORDER, previous_values: { type: 'object', description: 'Never looked at.' } }),
      required: ['service_id'],
    },
    answers: {
      200: ['It is as asked for.', READY],
      202: ['It is being changed.', ACCEPTED],
      404: refusal('There is no such instance.'),
      422: refusal(
        'AsyncRequired, ConcurrencyError, MaintenanceInfoConflict, or a change that the plan or the image does not allow.',
      ),
      500: refusal('It could not be changed, and is as it was.'),
    },
  });

export const DescribeFetchInstance = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Tells what an instance is',
    queries: ['service_id', 'plan_id'],
    answers: {
      200: [
        'What it is.',
        objectOf({
          service_id: { type: 'string' },
          plan_id: { type: 'string' },
          dashboard_url: { type: 'string' },
          parameters: { type: 'object' },
          maintenance_info: MAINTENANCE,
        }),
      ],
      404: refusal('There is none, or it is not ready.'),
      422: refusal('ConcurrencyError: it is being updated.'),
    },
  });

export const DescribeDeprovision = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Gives an instance back',
    required: ['service_id', 'plan_id'],
    queries: ['accepts_incomplete'],
    answers: {
      200: ['It is gone.', NOTHING],
      202: ['It is being removed.', ACCEPTED],
      410: refusal('There is none.'),
      422: refusal('AsyncRequired: it is being removed for an earlier request.'),
    },
  });

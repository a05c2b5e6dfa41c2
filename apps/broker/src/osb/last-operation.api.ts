import { objectOf, OsbEndpoint, refusal } from './osb.api.js';

export const DescribeLastOperation = (of: string): MethodDecorator =>
  OsbEndpoint({
    summary: `Tells how the last operation of ${of} stands`,
    queries: ['operation', 'service_id', 'plan_id'],
    answers: {
      200: [
        'How it stands. With Retry-After while it is in progress.',
        objectOf({
          state: { type: 'string', enum: ['in progress', 'succeeded', 'failed'] },
          description: { type: 'string' },
          instance_usable: { type: 'boolean' },
          update_repeatable: { type: 'boolean' },
        }),
      ],
      404: refusal('There is no operation.'),
      410: refusal('What was to be removed is gone.'),
    },
  });

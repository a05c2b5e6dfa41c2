import { objectOf, OwnEndpoint, refusal } from '../../osb/osb.api.js';

const DEFINITION = {
  type: 'object' as const,
  additionalProperties: true,
  description: 'One plan of a service, as docs/service-definition.schema.json has it; keys in any letter case.',
};
const DOCUMENT = objectOf({ services: { type: 'array', items: DEFINITION } });
const PLAN = objectOf({ service: { type: 'string' }, plan: { type: 'string' } });
const PLANS = { type: 'array', items: PLAN };
const CHANGE = objectOf({ path: { type: 'string' }, from: {}, to: {} });

const DIFF = objectOf({
  dry_run: { type: 'boolean' },
  added: PLANS,
  changed: {
    type: 'array',
    items: objectOf({
      service: { type: 'string' },
      plan: { type: 'string' },
      changes: { type: 'array', items: CHANGE },
    }),
  },
  removed: PLANS,
  unchanged: PLANS,
  reordered: { type: 'boolean' },
});

export const DescribeServices = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows the whole catalog as a document, "***" in place of secrets',
    answers: { 200: ['The document. With an ETag.', DOCUMENT], 404: refusal('There is no catalog of this name.') },
  });

export const DescribePutServices = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Makes a document the catalog; with ?dry_run=true it only tells what that would change',
    body: DOCUMENT,
    answers: {
      200: ['What is different, or would be.', DIFF],
      404: refusal('There is no catalog of this name.'),
      409: refusal('Others change the catalog at the same time.'),
      412: refusal('It is not as If-Match says any more.'),
    },
  });

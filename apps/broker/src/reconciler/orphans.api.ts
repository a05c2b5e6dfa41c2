import { objectOf, OwnEndpoint, refusal } from '../osb/osb.api.js';

export const DescribeOrphans = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Lists what belongs to nobody',
    answers: { 200: ['Orphans and ailing instances.'] },
  });

export const DescribeAdopt = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Makes an orphaned container an instance again',
    body: {
      ...objectOf({ service_id: { type: 'string' }, plan_id: { type: 'string' } }),
      required: ['service_id', 'plan_id'],
    },
    answers: {
      200: ['It is an instance.'],
      404: refusal('There is no such orphan.'),
      409: refusal('Its id or its port is taken.'),
    },
  });

export const DescribeRemoveOrphan = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Removes an orphan from its host',
    answers: {
      200: ['It is gone.'],
      404: refusal('There is no such orphan.'),
      409: refusal('It is not an orphan any more, or is in use.'),
    },
  });

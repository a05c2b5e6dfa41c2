import { objectOf, OwnEndpoint, TEXT } from '../osb/osb.api.js';

const IMAGE = objectOf({
  image: TEXT,
  host_id: TEXT,
  state: { type: 'string', enum: ['waiting', 'pulling', 'present', 'failed'] },
  percent: { type: 'integer', nullable: true },
  failures: { type: 'integer', description: 'In a row.' },
  detail: { ...TEXT, nullable: true, description: 'Why the last try failed.' },
  updated_at: { type: 'string', format: 'date-time' },
});

export const DescribeImagePulls = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows which hosts have the images that plans want ahead',
    answers: { 200: ['By host and image.', objectOf({ images: { type: 'array', items: IMAGE } })] },
  });

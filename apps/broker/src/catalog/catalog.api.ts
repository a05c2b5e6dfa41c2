import { objectOf, OsbEndpoint, OwnEndpoint, refusal } from '../osb/osb.api.js';

const IMAGE = {
  type: 'object' as const,
  description: 'One plan of a service, as docs/configuration.md describes it; keys in any letter case.',
  additionalProperties: true,
  properties: {
    Name: { type: 'string' as const },
    Plan: { type: 'string' as const },
    Numinstances: { type: 'integer' as const },
    DashBoardUrl: { type: 'object' as const, nullable: true },
    Credentials: { type: 'object' as const, nullable: true },
    Containername: { type: 'string' as const },
  },
};
const IMAGES = { type: 'array' as const, items: IMAGE };

export const DescribeCatalog = (): MethodDecorator =>
  OsbEndpoint({
    summary: 'Tells what is offered',
    answers: {
      200: [
        'The services and their plans. With an ETag.',
        objectOf({ services: { type: 'array', items: { type: 'object' } } }),
      ],
      304: ['It is as If-None-Match says.'],
    },
  });

export const DescribeImages = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Lists all plans of all services',
    answers: { 200: ['The plans.', IMAGES], 404: refusal('There is no catalog of this name.') },
  });

export const DescribeImage = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows the plans of a service',
    answers: { 200: ['The plans.', IMAGES], 404: refusal('There is no such service.') },
  });

export const DescribePutImage = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Adds a plan, or replaces its definition',
    body: IMAGE,
    answers: { 200: ['It is in the catalog.'], 404: refusal('There is no catalog of this name.') },
  });

export const DescribeRemoveImage = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Takes a service, or with ?plan= one plan, out of the catalog',
    answers: {
      200: ['It is out of the catalog.'],
      404: refusal('There is no such service or plan.'),
      409: refusal('The service has instances.'),
    },
  });

import { describe, expect, it } from 'vitest';
import { refusalsOfCloudFoundry } from './refusals-of-cloud-foundry.js';

const draft = 'http://json-schema.org/draft-04/schema#';
const plan = { id: 'p', name: 'p', description: 'd' };
const service = { id: 's', name: 's', description: 'd', bindable: true, plans: [plan] };
const withPlan = (change: object): object => ({ services: [{ ...service, plans: [{ ...plan, ...change }] }] });
const withService = (change: object): object => ({ services: [{ ...service, ...change }] });
const withSchema = (parameters: object): object =>
  withPlan({ schemas: { service_binding: { create: { parameters } } } });

/** A judge that refuses nothing would make every test of the catalog green. */
describe('refusalsOfCloudFoundry', () => {
  it.each([
    ['the least', withPlan({})],
    ['a version', withPlan({ maintenance_info: { version: '1.0.0-rc.1' } })],
    ['a schema', withSchema({ $schema: draft, type: 'object' })],
  ])('takes %s', (_, body) => {
    expect(refusalsOfCloudFoundry(body)).toEqual([]);
  });

  it.each([
    ['CCC-01', { services: [] }],
    ['CCC-01', withService({ plans: [] })],
    ['CCC-02', withService({ description: ' ' })],
    ['CCC-02', withPlan({ description: 'x'.repeat(10_001) })],
    ['CCC-03', withService({ bindable: undefined })],
    ['CCC-03', withService({ plan_updateable: 'yes' })],
    ['CCC-04', withService({ tags: null })],
    ['CCC-04', withService({ tags: ['x'.repeat(2_049)] })],
    ['CCC-04', withService({ requires: ['root'] })],
    ['CCC-05', withService({ metadata: { shareable: 'true' } })],
    ['CCC-06', withService({ dashboard_client: { id: 'i', secret: 's' } })],
    ['CCC-07', { services: [service, service] }],
    ['CCC-08', withPlan({ free: 'yes' })],
    ['CCC-09', withPlan({ maximum_polling_duration: '60' })],
    ['CCC-10', withPlan({ maintenance_info: { version: 'v1.0.0' } })],
    ['CCC-10', withPlan({ maintenance_info: { version: '1.0.0', more: 1 } })],
    ['CCC-11', withSchema({})],
    ['CCC-11', withSchema({ $schema: draft, type: 'nothing' })],
    ['CCC-11', withSchema({ $schema: 'http://json-schema.org/draft-07/schema#' })],
    ['CCC-11', withSchema({ $schema: draft, $ref: 'http://x.org' })],
  ])('refuses by %s', (rule, body) => {
    expect(refusalsOfCloudFoundry(body).join()).toContain(`(${rule})`);
  });
});

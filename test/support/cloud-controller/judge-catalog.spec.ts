import { describe, expect, it } from 'vitest';
import { judgeCatalog } from './judge-catalog.js';

const PLAN = { id: 'p', name: 'p', description: 'd' };
const SERVICE = { id: 's', name: 's', description: 'd', bindable: true, plans: [PLAN] };
const SCHEMA = { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' };

const withPlan = (plan: object): object => ({ services: [{ ...SERVICE, plans: [{ ...PLAN, ...plan }] }] });
const withService = (service: object): object => ({ services: [{ ...SERVICE, ...service }] });
const withSchema = (parameters: unknown): object =>
  withPlan({ schemas: { service_instance: { create: { parameters } } } });

describe('judgeCatalog', () => {
  it.each([
    withService({}),
    withService({ tags: ['a'], requires: ['syslog_drain'], metadata: { shareable: true }, nobody: 'knows' }),
    withPlan({ free: null, maximum_polling_duration: 600, maintenance_info: { version: '1.0.0-rc.1+x' } }),
    withSchema({ ...SCHEMA, definitions: { a: {} }, properties: { a: { $ref: '#/definitions/a' } } }),
    withSchema(null),
  ])('takes %j', (catalog) => {
    expect(judgeCatalog(catalog)).toEqual([]);
  });

  it.each<[string, object]>([
    ['CCC-01', { services: [] }],
    ['CCC-01', withService({ plans: [] })],
    ['CCC-02', withService({ description: ' ' })],
    ['CCC-02', withPlan({ name: '' })],
    ['CCC-03', withService({ bindable: 'true' })],
    ['CCC-03', withService({ plan_updateable: 1 })],
    ['CCC-04', withService({ tags: null })],
    ['CCC-04', withService({ requires: ['more'] })],
    ['CCC-05', withService({ metadata: { shareable: 'yes' } })],
    ['CCC-06', withService({ dashboard_client: { id: 'i', secret: 's' } })],
    ['CCC-07', { services: [SERVICE, SERVICE] }],
    ['CCC-07', withService({ plans: [PLAN, { ...PLAN, id: 'q' }] })],
    ['CCC-08', withPlan({ free: 'no' })],
    ['CCC-09', withPlan({ maximum_polling_duration: '600' })],
    ['CCC-10', withPlan({ maintenance_info: { version: '1.0' } })],
    ['CCC-10', withPlan({ maintenance_info: { version: '1.0.0', more: 1 } })],
    ['CCC-11', withSchema({})],
    ['CCC-11', withSchema({ ...SCHEMA, $schema: 'http://json-schema.org/draft-07/schema#' })],
    ['CCC-11', withSchema({ ...SCHEMA, properties: { a: { $ref: 'http://elsewhere/x' } } })],
  ])('complains by %s of %j', (rule, catalog) => {
    const complaints = judgeCatalog(catalog);

    expect(complaints).not.toEqual([]);
    for (const complaint of complaints) expect(complaint).toContain(rule);
  });
});

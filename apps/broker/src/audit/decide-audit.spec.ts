import { describe, expect, it } from 'vitest';
import { type AuditDecision, decideAudit } from './decide-audit.js';

const INSTANCE = '/v2/service_instances/:instanceId';
const BINDING = `${INSTANCE}/service_bindings/:bindingId`;

describe('decideAudit (T22)', () => {
  it.each<[AuditDecision, string, string, number]>([
    ['write', 'PUT', INSTANCE, 201],
    ['write', 'PUT', INSTANCE, 202],
    ['write', 'PUT', INSTANCE, 400],
    ['write', 'PUT', INSTANCE, 500],
    ['write', 'PATCH', INSTANCE, 200],
    ['write', 'DELETE', BINDING, 200],
    ['write', 'POST', '/admin/a-route-of-tomorrow', 200],
    ['write', 'DELETE', 'unknown', 404],
    ['write', 'GET', BINDING, 200],
    ['write', 'GET', INSTANCE, 200],
    ['write', 'HEAD', BINDING, 200],
    ['write', 'GET', BINDING, 499],
    ['write', 'DELETE', BINDING, 499],
    ['write', 'GET', '/admin/instances/:instanceId/logs', 200],
    ['write', 'GET', '/:catalog/image/:name', 200],
    ['fold', 'GET', '/v2/catalog', 401],
    ['fold', 'PUT', INSTANCE, 403],
    ['fold', 'GET', 'unknown', 429],
    ['fold', 'POST', '/ping', 401],
    ['fold', 'POST', '/ping', 400],
    ['leave out', 'POST', '/ping', 200],
    ['leave out', 'GET', '/v2/catalog', 200],
    ['leave out', 'GET', '/v2/catalog', 412],
    ['leave out', 'GET', `${INSTANCE}/last_operation`, 200],
    ['leave out', 'GET', BINDING, 404],
    ['leave out', 'GET', '/livez', 200],
    ['leave out', 'GET', '/readyz', 503],
    ['leave out', 'GET', '/admin/instances', 200],
    ['leave out', 'GET', 'unknown', 404],
  ])('says "%s" of %s %s with %i', (decision, method, route, status) => {
    expect(decideAudit({ method, route, status })).toBe(decision);
  });
});

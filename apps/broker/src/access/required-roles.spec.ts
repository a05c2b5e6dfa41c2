import { describe, expect, it } from 'vitest';
import { isPublic, requiredRoles } from './required-roles.js';

describe('requiredRoles', () => {
  it.each([
    ['GET', '/v2/catalog', ['platform']],
    ['PUT', '/v2/service_instances/:instanceId', ['platform']],
    ['GET', '/v2/no-such-path', ['platform']],
    ['POST', '/ping', ['agent']],
    ['PUT', '/certificate/:dockerHost', ['agent', 'admin']],
    ['GET', '/certificate/:dockerHost', ['admin']],
    ['DELETE', '/certificate/:dockerHost', ['admin']],
    ['GET', '/certificates', ['admin']],
    ['PUT', '/:catalog/image/:name', ['admin']],
    ['GET', '/:catalog/images', ['admin']],
    ['GET', '/admin/orphans', ['admin']],
    ['GET', '/', ['admin']],
    ['GET', '/v2', ['admin']],
    ['GET', '//v2/catalog', ['admin']],
    ['POST', '/ping/', ['admin']],
    ['GET', '/a-route-of-tomorrow', ['admin']],
  ])('%s %s is for %j', (method, route, roles) => {
    expect(requiredRoles(method, route)).toEqual(roles);
  });
});

describe('isPublic', () => {
  it.each([
    ['GET', '/livez', true],
    ['HEAD', '/readyz', true],
    ['POST', '/readyz', false],
    ['GET', '/readyz/', false],
    ['GET', '/readyz?x', false],
    ['GET', '//livez', false],
    ['GET', '/', false],
  ])('%s %s: %s', (method, route, expected) => {
    expect(isPublic(method, route)).toBe(expected);
  });
});

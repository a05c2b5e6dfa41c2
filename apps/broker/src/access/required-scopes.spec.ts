import { describe, expect, it } from 'vitest';
import { requiredScopes } from './required-scopes.js';

describe('requiredScopes (T1)', () => {
  it.each([
    ['GET', '/:catalog/images', ['read', 'catalog']],
    ['HEAD', '/:catalog/image/:name', ['read', 'catalog']],
    ['PUT', '/:catalog/image/:name', ['catalog']],
    ['DELETE', '/:catalog/image/:name', ['catalog']],
    ['PUT', '/:catalog/services', ['catalog']],
    ['GET', '/certificates', ['read', 'hosts']],
    ['PUT', '/certificate/:dockerHost', ['hosts']],
    ['POST', '/admin/hosts/:hostId/drain', ['hosts']],
    ['GET', '/admin/instances/:instanceId', ['read', 'instances']],
    ['GET', '/admin/instances/:instanceId/logs', ['instances']],
    ['DELETE', '/admin/orphans/:hostId/:resourceId', ['instances']],
    ['PUT', '/admin/registries/:registryHost', ['catalog']],
    ['GET', '/admin/tokens', ['access']],
    ['DELETE', '/admin/tokens/:tokenId', ['access']],
    ['GET', '/admin/audit', ['audit']],
    ['GET', '/admin/api-docs/*', ['read']],
    ['OPTIONS', '/admin/tokens', ['access']],
  ])('%s %s is opened by %j', (method, route, scopes) => {
    expect(requiredScopes(method, route)).toEqual(scopes);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/admin'],
    ['GET', '/admin/a-route-of-tomorrow'],
    ['GET', '/admin/tokensx'],
    ['GET', '/admin/Tokens'],
    ['GET', '//admin/tokens'],
    ['GET', '/:catalog'],
    ['GET', '/no-such-path'],
  ])('%s %s is opened by no token (deny by default)', (method, route) => {
    expect(requiredScopes(method, route)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Role, Scope } from './access.types.js';
import { decideAdmission } from './decide-admission.js';
import type { Identity } from './identity.js';

const RULES = { nowMs: 1_000, agentsNeedToken: false };
const STRICT = { ...RULES, agentsNeedToken: true };

const knock = (request: string): Parameters<typeof decideAdmission>[1] => {
  const [method = '', route = ''] = request.split(' ');
  return { method, route, authorization: undefined, address: () => '192.0.2.1' };
};
const of = (...roles: readonly Role[]): Identity => ({ name: 'somebody', roles: new Set(roles), token: undefined });
const tokenOf = (role: Role, scopes: readonly Scope[] = [], expiresAtMs?: number): Identity => ({
  name: 'a-token',
  roles: new Set([role]),
  token: { tokenId: 'id', scopes, expiresAtMs, lastUsedOn: undefined },
});

describe('decideAdmission (T1)', () => {
  it.each([
    [undefined, 401],
    ['busy', 429],
  ] as const)('sends away whom nobody knows: %s', (identity, status) => {
    expect(decideAdmission(identity, knock('GET /v2/catalog'), RULES)).toMatchObject({
      caller: undefined,
      refusal: { status },
    });
  });

  it.each<[Role, string]>([
    ['platform', 'GET /v2/catalog'],
    ['agent', 'POST /ping'],
    ['agent', 'PUT /certificate/:dockerHost'],
    ['admin', 'GET /admin/orphans'],
    ['admin', 'GET /a-route-of-tomorrow'],
  ])('names %s, in whose role %s is served', (role, request) => {
    const admission = { caller: { role, name: 'somebody' }, refusal: undefined };

    expect(decideAdmission(of('platform', 'admin', 'agent'), knock(request), RULES)).toEqual(admission);
    expect(decideAdmission(of(role), knock(request), RULES)).toEqual(admission);
  });

  it('knows whom it refuses for another role', () => {
    expect(decideAdmission(of('agent'), knock('GET /v2/catalog'), RULES)).toMatchObject({
      caller: { role: 'agent', name: 'somebody' },
      refusal: { status: 403 },
    });
  });

  it('says of a token which it is, and for which host', () => {
    const identity = tokenOf('agent');
    const token = { tokenId: 'id', scopes: [], dockerHost: 'host', expiresAtMs: 1_001, lastUsedOn: undefined };

    expect(decideAdmission({ ...identity, token }, knock('POST /ping'), STRICT)).toEqual({
      caller: { role: 'agent', name: 'a-token', tokenId: 'id', dockerHost: 'host', scopes: [] },
      refusal: undefined,
    });
  });

  it.each<[string, Identity, string]>([
    ['PUT /:catalog/image/:name', tokenOf('admin', ['catalog']), 'undefined'],
    ['GET /:catalog/images', tokenOf('admin', ['read']), 'undefined'],
    ['PUT /:catalog/image/:name', tokenOf('admin', ['read', 'hosts']), 'The token lacks the scope for this: catalog.'],
    ['GET /admin/orphans', tokenOf('admin', ['audit']), 'The token lacks the scope for this: read or instances.'],
    ['GET /a-route-of-tomorrow', tokenOf('admin', ['read', 'access']), 'No token opens this path'],
    ['GET /v2/catalog', tokenOf('platform'), 'undefined'],
    ['GET /v2/catalog', tokenOf('admin', ['read']), 'These credentials are for another role.'],
    ['GET /v2/catalog', tokenOf('platform', [], 1_000), 'The token has expired.'],
    ['GET /admin/orphans', tokenOf('admin', ['read'], 999), 'The token has expired.'],
  ])('%s', (request, identity, description) => {
    const { refusal } = decideAdmission(identity, knock(request), RULES);

    expect(String(refusal?.description)).toContain(description);
  });

  it('takes agents by a token alone, where that is the rule (T7)', () => {
    expect(decideAdmission(tokenOf('agent'), knock('POST /ping'), STRICT).refusal).toBeUndefined();
    expect(decideAdmission(of('platform', 'admin', 'agent'), knock('POST /ping'), STRICT)).toMatchObject({
      caller: { name: 'somebody' },
      refusal: { status: 403, description: expect.stringContaining('by a token alone') as string },
    });
    const upload = knock('PUT /certificate/:dockerHost');
    expect(decideAdmission(of('admin', 'agent'), upload, STRICT)).toEqual({
      caller: { role: 'admin', name: 'somebody' },
      refusal: undefined,
    });
    expect(decideAdmission(of('agent'), upload, STRICT)).toMatchObject({ refusal: { status: 403 } });
  });
});

import { describe, expect, it } from 'vitest';
import type { Role } from './access.types.js';
import { decideAdmission } from './decide-admission.js';

const knock = (method: string, route: string): Parameters<typeof decideAdmission>[1] => ({
  method,
  route,
  authorization: undefined,
});
const of = (...roles: readonly Role[]): Parameters<typeof decideAdmission>[0] => ({
  name: 'somebody',
  roles: new Set(roles),
});

describe('decideAdmission (T1)', () => {
  it('sends strangers away, and knows nothing of them', () => {
    expect(decideAdmission(undefined, knock('GET', '/v2/catalog'))).toMatchObject({
      caller: undefined,
      refusal: { status: 401 },
    });
  });

  it.each<[Role, string, string]>([
    ['platform', 'GET', '/v2/catalog'],
    ['agent', 'POST', '/ping'],
    ['admin', 'GET', '/admin/orphans'],
    ['admin', 'GET', '/a-route-of-tomorrow'],
  ])('names %s, in whose role %s %s is served', (role, method, route) => {
    const admission = { caller: { role, name: 'somebody' }, refusal: undefined };

    expect(decideAdmission(of('platform', 'admin', 'agent'), knock(method, route))).toEqual(admission);
    expect(decideAdmission(of(role), knock(method, route))).toEqual(admission);
  });

  it('knows whom it refuses for another role', () => {
    expect(decideAdmission(of('agent'), knock('GET', '/v2/catalog'))).toMatchObject({
      caller: { role: 'agent', name: 'somebody' },
      refusal: { status: 403 },
    });
  });
});

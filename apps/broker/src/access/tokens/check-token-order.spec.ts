import { describe, expect, it } from 'vitest';
import { BadRequestError, ForbiddenError } from '../../osb/osb.errors.js';
import type { Caller, Scope } from '../access.types.js';
import { checkTokenOrder, type TokenOrder } from './check-token-order.js';

const AGENT: TokenOrder = {
  name: 'host-1',
  role: 'agent',
  dockerHost: '192.0.2.1',
  scopes: [],
  expiresInDays: undefined,
};
const ADMIN: TokenOrder = { ...AGENT, role: 'admin', dockerHost: undefined, scopes: ['read', 'catalog'] };
const PLATFORM: TokenOrder = { ...AGENT, role: 'platform', dockerHost: undefined };
const OPERATOR: Caller = { role: 'admin', name: 'operator' };
const withScopes = (...scopes: readonly Scope[]): Caller => ({ ...OPERATOR, tokenId: 'id', scopes });

describe('checkTokenOrder', () => {
  it.each([AGENT, { ...AGENT, dockerHost: 'unix:///run/docker.sock' }, ADMIN, PLATFORM])('takes %j', (order) => {
    expect(() => {
      checkTokenOrder(order, OPERATOR);
    }).not.toThrow();
  });

  it.each<[string, TokenOrder, string]>([
    ['an agent without a host (T7)', { ...AGENT, dockerHost: undefined }, 'needs the dockerHost'],
    ['an agent of an URL', { ...AGENT, dockerHost: 'tcp://192.0.2.1' }, 'needs the dockerHost'],
    ['an agent with scopes', { ...AGENT, scopes: ['hosts'] }, 'Only a token for an administrator'],
    ['a platform with a host', { ...PLATFORM, dockerHost: 'h' }, 'Only a token for an agent'],
    ['a platform with scopes', { ...PLATFORM, scopes: ['read'] }, 'Only a token for an administrator'],
    ['an administrator of nothing', { ...ADMIN, scopes: [] }, 'needs scopes'],
  ])('refuses %s', (_, order, description) => {
    const check = (): void => {
      checkTokenOrder(order, OPERATOR);
    };

    expect(check).toThrow(BadRequestError);
    expect(check).toThrow(description);
  });

  it('has nobody give away more than their own token is good for', () => {
    const check = (caller: Caller) => (): void => {
      checkTokenOrder(ADMIN, caller);
    };

    expect(check(withScopes('access', 'read', 'catalog'))).not.toThrow();
    expect(check(withScopes('access', 'read'))).toThrow(ForbiddenError);
    expect(check(withScopes('access', 'read'))).toThrow('good for: catalog.');
  });
});

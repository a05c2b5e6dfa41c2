import { describe, expect, it } from 'vitest';
import { adviseLogin } from './advise-login.js';

describe('adviseLogin', () => {
  it.each([
    ['none is stored', false, /wants a login.* no login is stored: store one with/],
    ['the stored one is refused', true, /refuses the login that is stored.*: correct the login with/],
  ])('names the call that helps: %s', (_, isKnown, told) => {
    const advice = adviseLogin('registry.test:5000', isKnown);

    expect(advice).toMatch(told);
    expect(advice).toContain('PUT /admin/registries/registry.test:5000');
  });
});

import { describe, expect, it } from 'vitest';
import { makeLogin } from './make-login.js';

describe('makeLogin', () => {
  it('fits every database and every URI', () => {
    for (let count = 0; count < 100; count += 1) {
      const { username, password } = makeLogin();

      expect(username).toMatch(/^[a-z][a-z0-9]{15}$/);
      expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    }
  });

  it('is never the same', () => {
    const logins = Array.from({ length: 1_000 }, makeLogin);

    expect(new Set(logins.map(({ username }) => username)).size).toBe(1_000);
    expect(new Set(logins.map(({ password }) => password)).size).toBe(1_000);
  });
});

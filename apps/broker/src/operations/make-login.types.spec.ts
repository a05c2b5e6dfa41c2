import { describe, expect, it } from 'vitest';
import { makeInstanceLogin, makeLogin } from './make-login.types.js';

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

describe('makeInstanceLogin', () => {
  it('makes what its plan does not say', () => {
    const name = expect.stringMatching(/^[a-z][a-z0-9]{15}$/) as string;
    const password = expect.stringMatching(/^[A-Za-z0-9]{32}$/) as string;

    expect(makeInstanceLogin({})).toEqual({ username: name, password, dbname: name });
    expect(makeInstanceLogin({ username: 'postgres', dbname: 'app' })).toEqual({
      username: 'postgres',
      password,
      dbname: 'app',
    });
  });
});

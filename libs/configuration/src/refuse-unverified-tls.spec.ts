import { describe, expect, it } from 'vitest';
import { UsageError } from './configuration.errors.js';
import { refuseUnverifiedTls } from './refuse-unverified-tls.js';

describe('refuseUnverifiedTls (T6)', () => {
  it('refuses an environment that turns verification off, and says what to do', () => {
    const refuse = (): void => {
      refuseUnverifiedTls({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    };

    expect(refuse).toThrow(UsageError);
    expect(refuse).toThrow('unset it, and name the CA');
  });

  it.each([{}, { NODE_TLS_REJECT_UNAUTHORIZED: '1' }, { NODE_TLS_REJECT_UNAUTHORIZED: '' }])('takes %j', (env) => {
    expect(() => {
      refuseUnverifiedTls(env);
    }).not.toThrow();
  });
});

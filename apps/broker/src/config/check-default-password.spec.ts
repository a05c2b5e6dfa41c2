import { describe, expect, it } from 'vitest';
import { ConfigurationError, loadConfig } from '#configuration';
import { BrokerConfig } from './broker-config.types.js';
import { checkDefaultPassword } from './check-default-password.js';

const check = (file: object) => (): void => {
  const source = { file: { path: 'broker.config', text: JSON.stringify(file) }, env: {}, prefix: 'BROKER' };
  checkDefaultPassword(loadConfig(BrokerConfig, source).config);
};
const user = 'u';
const strong = { user, password: 'correct horse' };

describe('checkDefaultPassword', () => {
  it.each([['127.0.0.1'], ['127.1.2.3'], ['::1'], ['localhost'], ['::ffff:127.0.0.1']])(
    'allows it on %s',
    (listenIP) => {
      expect(check({ listenIP })).not.toThrow();
    },
  );

  it.each([['0.0.0.0'], ['::'], ['10.0.0.1'], ['broker.internal'], ['127.evil.org']])(
    'refuses it on %s',
    (listenIP) => {
      expect(check({ listenIP })).toThrow(ConfigurationError);
      expect(check({ listenIP })).toThrow('services.password: "admin" or an empty password is refused');
    },
  );

  it.each<[string, object]>([
    ['another password', { services: strong }],
    ['separate credentials for all', { access: { platform: strong, admin: strong, agent: strong } }],
    ['the pair switched off', { access: { sharedpair: false, admin: strong } }],
    ['leave to do so', { allowDefaultPassword: true }],
  ])('allows %s anywhere', (_, file) => {
    expect(check({ listenIP: '0.0.0.0', ...file })).not.toThrow();
  });

  it('refuses a former password that is weak', () => {
    const access = { platform: { ...strong, formerpassword: 'admin' }, admin: strong, agent: strong };

    expect(check({ listenIP: '::', access })).toThrow('access.platform.formerpassword');
  });

  it('names every role whose password is weak', () => {
    const access = { admin: { user, password: 'admin' }, agent: { user, password: '' }, platform: strong };

    expect(check({ listenIP: '::', access })).toThrow(/access\.admin\.password.*\n.*access\.agent\.password/);
    expect(check({ listenIP: '::', access })).not.toThrow('services.password');
  });
});

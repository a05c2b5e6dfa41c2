import { describe, expect, it } from 'vitest';
import { toBrokerSettings, toUrl } from './broker-settings.mjs';

const file = JSON.stringify({
  ListenIP: '127.0.0.1',
  PORT: 9998,
  services: { User: 'admin', password: 'admin', images: [{ name: 'x' }] },
});

describe('toBrokerSettings', () => {
  it('reads the file in any letter case', () => {
    expect(toBrokerSettings(file, {})).toEqual({
      listenHost: '127.0.0.1',
      host: '127.0.0.1',
      port: 9998,
      user: 'admin',
      password: 'admin',
    });
  });

  it.each([
    [{ BROKER_PORT: '1' }, 1],
    [{ BROKER_PORT: '1', PORT: '2' }, 2],
    [{ BROKER_PORT: '1', PORT: '2', VCAP_APP_PORT: '3' }, 3],
    [{ PORT: '' }, 9998],
  ])('takes the port from %o', (env, port) => {
    expect(toBrokerSettings(file, env).port).toBe(port);
  });

  it('is reached on loopback when it listens everywhere', () => {
    expect(toBrokerSettings(file, { VCAP_APP_HOST: '0.0.0.0' })).toMatchObject({
      listenHost: '0.0.0.0',
      host: '127.0.0.1',
    });
  });

  it('takes user and password from the environment', () => {
    const env = { BROKER_SERVICES_USER: 'cf', BROKER_SERVICES_PASSWORD: 'secret' };

    expect(toBrokerSettings(file, env)).toMatchObject({ user: 'cf', password: 'secret' });
  });
});

describe('toUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:80'],
    ['::1', 'http://[::1]:80'],
  ])('writes %s', (host, url) => {
    expect(toUrl({ listenHost: host, host, port: 80, user: '', password: '' })).toBe(url);
  });
});

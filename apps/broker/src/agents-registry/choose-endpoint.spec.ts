import { describe, expect, it } from 'vitest';
import { HostNotAllowedError } from './agents-registry.errors.js';
import { chooseEndpoint } from './choose-endpoint.js';

const CERTIFICATE = { dockerHost: '10.0.0.9', version: 3, ca: 'CA', cert: 'CERT', key: 'KEY' };
const at = (dockerHost: string, dockerPort = 2375): { dockerHost: string; dockerPort: number } => ({
  dockerHost,
  dockerPort,
});

describe('chooseEndpoint', () => {
  it('is the socket', () => {
    expect(chooseEndpoint(at('unix:///run/docker.sock', 0), undefined, [])).toEqual({
      kind: 'unix',
      socketPath: '/run/docker.sock',
    });
  });

  it.each(['10.0.0.9', '127.0.0.1'])('is TLS wherever there are certificates: %s', (host) => {
    expect(chooseEndpoint(at(host, 2376), CERTIFICATE, [`${host}:2376`])).toEqual({
      kind: 'tcp',
      host,
      port: 2376,
      tls: { version: 3, ca: 'CA', cert: 'CERT', key: 'KEY' },
    });
  });

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', '::1'])('is plain TCP on loopback: %s', (host) => {
    expect(chooseEndpoint(at(host), undefined, [])).toEqual({ kind: 'tcp', host, port: 2375 });
  });

  it('is plain TCP where the configuration says so by name', () => {
    expect(chooseEndpoint(at('10.0.0.9'), undefined, ['10.0.0.9:2375'])).toMatchObject({ kind: 'tcp', port: 2375 });
  });

  it.each([
    ['10.0.0.9', []],
    ['10.0.0.9', ['10.0.0.9:2376']],
    ['127.evil.org', []],
    ['localhost.evil.org', []],
  ])('is refused beyond loopback: %s, allowed %j', (host, allowed) => {
    const choose = (): unknown => chooseEndpoint(at(host), undefined, allowed);

    expect(choose).toThrow(HostNotAllowedError);
    expect(choose).toThrow('docker.allowInsecure');
  });

  it.each(['ca', 'cert', 'key'] as const)('is refused with certificates that lack %s, on loopback too', (part) => {
    expect(() => chooseEndpoint(at('127.0.0.1'), { ...CERTIFICATE, [part]: undefined }, [])).toThrow('lack a part');
  });
});

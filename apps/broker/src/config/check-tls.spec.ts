import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '#configuration';
import { AUTHORITY, CertificateForge } from '../../../../libs/docker-driver/src/testing/certificate-forge.js';
import { TlsFiles } from '../../../../test/support/tls-files.js';
import { BrokerConfig } from './broker-config.types.js';
import { checkTls, warnOfPlainHttp } from './check-tls.js';
import { TlsConfig } from './tls-config.types.js';

describe('checkTls (T5)', () => {
  const files = new TlsFiles();
  const forge = new CertificateForge();

  beforeAll(() => {
    for (const [name, extension] of Object.entries({ selfSigned: AUTHORITY, client: 'extendedKeyUsage=clientAuth' })) {
      const { cert, key } = forge.make(name, { extensions: [extension] });
      files.write(`${name}.pem`, cert);
      files.write(`${name}.key`, key);
    }
  });
  afterAll(() => {
    files.remove();
    forge.close();
  });

  const beside = (name: string): string => files.certFile.replace('server.pem', name);
  const check = (changes: Partial<TlsConfig>) => (): void => {
    const { certFile, keyFile } = files;
    checkTls({ tls: Object.assign(new TlsConfig(), { certFile, keyFile }, changes) });
  };

  it('takes a certificate and its key, one that signed itself too, and no TLS at all', () => {
    expect(check({})).not.toThrow();
    expect(check({ certFile: beside('selfSigned.pem'), keyFile: beside('selfSigned.key') })).not.toThrow();
    expect(() => {
      checkTls({});
    }).not.toThrow();
  });

  it.each<[string, () => Partial<TlsConfig>]>([
    ['tls.certFile cannot be read (ENOENT).', () => ({ certFile: beside('nowhere.pem') })],
    ['tls.keyFile cannot be read (EISDIR).', () => ({ keyFile: beside('') })],
    ['tls.keyFile is not the key of tls.certFile.', () => ({ keyFile: beside('client.key') })],
    ['tls.keyFile cannot be read; it must be PEM', () => ({ keyFile: files.certFile })],
    ['tls.certFile is not for servers', () => ({ certFile: beside('client.pem'), keyFile: beside('client.key') })],
    ['tls.clientCaFile is no certificate authority', () => ({ clientCaFile: files.certFile })],
    ['tls.agentsNeedCertificate needs tls.clientCaFile', () => ({ agentsNeedCertificate: true })],
  ])('refuses to start, saying "%s"', (sentence, changes) => {
    expect(check(changes())).toThrow(ConfigurationError);
    expect(check(changes())).toThrow(sentence);
  });
});

describe('warnOfPlainHttp (T5)', () => {
  const warnings = (changes: object): string[] => warnOfPlainHttp(Object.assign(new BrokerConfig(), changes));

  it('warns once where passwords cross a network in clear, and says what to do', () => {
    expect(warnings({ listenIP: '0.0.0.0' })).toEqual([
      'the broker speaks plain HTTP on 0.0.0.0: set tls, or http.insecure where a proxy in front of it speaks TLS',
    ]);
  });

  it.each<[string, object]>([
    ['on loopback', { listenIP: '127.0.0.1' }],
    ['over TLS', { listenIP: '0.0.0.0', tls: new TlsConfig() }],
    ['when it is meant', { listenIP: '0.0.0.0', http: { insecure: true } }],
  ])('says nothing %s', (_, changes) => {
    expect(warnings(changes)).toEqual([]);
  });
});

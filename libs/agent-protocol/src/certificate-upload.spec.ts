import { describe, expect, it } from 'vitest';
import { readCertificateUpload, writeCertificateUpload } from './certificate-upload.js';
import { ProtocolError } from './protocol.errors.js';

const CERT = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\n';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const FULL = { host: '127.0.0.1', clientCert: CERT, clientKey: KEY, ca: CERT };

describe('writeCertificateUpload', () => {
  it("writes the original agent's shape: base64 with padding, a missing part null", () => {
    expect(writeCertificateUpload({ ...FULL, clientKey: null, ca: null })).toBe(
      `{"Host":"127.0.0.1","ClientCert":"${base64(CERT)}","ClientKey":null,"CA":null}`,
    );
  });

  it('is read back as it was', () => {
    expect(readCertificateUpload(JSON.parse(writeCertificateUpload(FULL)))).toEqual(FULL);
  });
});

describe('readCertificateUpload', () => {
  it('matches keys in any letter case and takes PEM text as the README shows it', () => {
    const body = { HOST: 'db1', clientcert: CERT, CLIENTKEY: base64(KEY), Ca: '' };

    expect(readCertificateUpload(body)).toEqual({ host: 'db1', clientCert: CERT, clientKey: KEY, ca: null });
  });

  it.each([
    ['text', 'x', 'The body: allowed is a JSON object.'],
    ['no host', { ClientCert: base64(CERT) }, 'Host: allowed is a host name or an IP address.'],
    ['a path as host', { Host: '../x', ClientCert: base64(CERT) }, 'Host: allowed'],
    ['nothing but a host', { Host: 'db1' }, 'ClientCert: allowed is base64 of PEM text, in one of'],
    ['a part of another type', { Host: 'db1', ClientCert: 5 }, 'ClientCert: allowed is base64 of PEM text'],
    ['base64 of something else', { Host: 'db1', CA: base64('hello') }, 'CA: allowed'],
    ['base64 without padding', { Host: 'db1', CA: base64(`${CERT}\n\n`).replace(/=+$/, '') }, 'CA: allowed'],
    ['base64 with spaces', { Host: 'db1', CA: ` ${base64(CERT)}` }, 'CA: allowed'],
    ['base64 for URLs', { Host: 'db1', CA: '-_-_' }, 'CA: allowed'],
    ['a certificate as key', { Host: 'db1', ClientKey: base64(CERT) }, 'ClientKey: allowed'],
    ['a key as certificate', { Host: 'db1', ClientCert: base64(KEY) }, 'ClientCert: allowed'],
    ['bytes that are no text', { Host: 'db1', CA: base64(`${CERT}\0`) }, 'CA: allowed'],
    ['too much', { Host: 'db1', CA: base64(CERT + ' '.repeat(65_536)) }, 'CA: allowed'],
  ])('refuses %s', (_, body, message) => {
    expect(() => readCertificateUpload(body)).toThrow(ProtocolError);
    expect(() => readCertificateUpload(body)).toThrow(message);
  });

  it('keeps a secret out of its messages', () => {
    const read = (): unknown => readCertificateUpload({ Host: 'db1', ClientKey: 'hunter2' });

    expect(read).toThrow(ProtocolError);
    expect(read).not.toThrow('hunter2');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import {
  makeCertificates,
  type TestCertificates,
} from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkCertificate } from './check-certificate.js';
import { toCertificateReply } from './to-certificate-reply.js';

const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000);

describe('checkCertificate', () => {
  let made: TestCertificates;
  let upload: Parameters<typeof checkCertificate>[0];

  beforeAll(() => {
    made = makeCertificates('IP:127.0.0.1');
    const { client, ca } = made;
    upload = { host: '10.0.0.9', clientCert: client.cert, clientKey: client.key, ca };
  });

  it('takes three parts that fit', () => {
    expect(checkCertificate(upload)).toEqual({ cert: made.client.cert, key: made.client.key, ca: made.ca });
  });

  it.each(['clientCert', 'clientKey', 'ca'] as const)('wants %s', (part) => {
    expect(() => checkCertificate({ ...upload, [part]: null })).toThrow('ClientCert, ClientKey and CA are all needed');
  });

  it.each([
    ['clientCert', 'ClientCert cannot be read'],
    ['clientKey', 'ClientKey cannot be read'],
    ['ca', 'CA cannot be read'],
  ] as const)('refuses %s that is broken, and does not quote it', (part, message) => {
    const check = (): unknown => checkCertificate({ ...upload, [part]: '-----BEGIN X-----\nSECRET\n-----END X-----' });

    expect(check).toThrow(BadRequestError);
    expect(check).toThrow(message);
    expect(check).not.toThrow('SECRET');
  });

  it('refuses the key of another certificate', () => {
    expect(() => checkCertificate({ ...upload, clientKey: made.server.key })).toThrow(
      'ClientKey is not the key of ClientCert.',
    );
  });

  it('refuses what has expired', () => {
    expect(() => checkCertificate(upload, NEXT_YEAR)).toThrow('ClientCert has expired');
  });
});

describe('toCertificateReply', () => {
  it('shows lengths in place of the parts, in bytes', () => {
    const reply = toCertificateReply({ dockerHost: 'h', version: 1, cert: '12345', key: 'ä', ca: undefined });

    expect(JSON.stringify(reply)).toBe('{"Host":"h","ClientCert":"NQ==","ClientKey":"Mg==","CA":null}');
  });
});

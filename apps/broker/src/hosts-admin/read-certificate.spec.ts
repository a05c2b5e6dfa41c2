import { beforeAll, describe, expect, it } from 'vitest';
import {
  makeCertificates,
  type TestCertificates,
} from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { readCertificate } from './read-certificate.js';

const DAY_MS = 86_400_000;

describe('readCertificate', () => {
  let certificates: TestCertificates;
  beforeAll(() => {
    certificates = makeCertificates('DNS:docker.test');
  });

  const read = (inDays: number): ReturnType<typeof readCertificate> =>
    readCertificate(certificates.client.cert, Date.now() + inDays * DAY_MS);

  it('says whose it is and until when', () => {
    expect(read(0)).toMatchObject({
      subject: 'CN=test client',
      fingerprint: expect.stringMatching(/^([\dA-F]{2}:){31}/) as string,
    });
    expect(read(0)?.notAfter.getTime()).toBeGreaterThan(Date.now());
  });

  it('counts whole days, down to those since it has expired', () => {
    expect([read(0.5), read(1.5), read(2.5)].map((facts) => facts?.daysLeft)).toEqual([1, 0, -1]);
  });

  it('knows nothing of what cannot be read', () => {
    expect(readCertificate('no certificate', 0)).toBeUndefined();
  });
});

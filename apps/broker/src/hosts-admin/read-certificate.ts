import { X509Certificate } from 'node:crypto';

const DAY_MS = 86_400_000;

/** What a client certificate says of itself. */
export interface CertificateFacts {
  readonly subject: string;
  readonly notAfter: Date;
  /** Whole days, rounded down; negative once it has expired. */
  readonly daysLeft: number;
  /** SHA-256, as `openssl x509 -fingerprint -sha256` writes it. */
  readonly fingerprint: string;
}

/** `undefined`: it cannot be read. Lines of a subject are put one after the other. */
export function readCertificate(pem: string, nowMs: number): CertificateFacts | undefined {
  try {
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    const notAfter = new Date(validTo);
    const daysLeft = Math.floor((notAfter.getTime() - nowMs) / DAY_MS);
    return { subject: subject.replaceAll('\n', ', '), notAfter, daysLeft, fingerprint: fingerprint256 };
  } catch {
    return undefined;
  }
}

import { type KeyObject, X509Certificate } from 'node:crypto';
import { isSignedWeakly } from './is-signed-weakly.js';
import { CertificateFaultError } from './tls.errors.js';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;
const LEAST_RSA_BITS = 2_048;
const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const MOST_CERTIFICATES = 20;

/** What a certificate may be used for (RFC 5280 §4.2.1.12), and the one that allows everything. */
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USE = '2.5.29.37.0';

/**
 * The certificates of a PEM text in their order, each of them sound today: readable, strong enough, in its dates. Throws
 * `CertificateFaultError`, which calls the text `name` (T29).
 */
export function readCertificates(name: string, pem: string, now: Date): readonly X509Certificate[] {
  const blocks = [...pem.matchAll(BLOCK)];
  if (!blocks.some(([, label]) => label === 'CERTIFICATE')) throw unreadable(name);
  if (blocks.some(([, label]) => label !== 'CERTIFICATE'))
    throw new CertificateFaultError(`${name} holds more than certificates; hand over their PEM blocks alone.`);
  if (blocks.length > MOST_CERTIFICATES)
    throw new CertificateFaultError(`${name} holds more than 20 certificates; hand over those that are needed.`);
  const certificates = blocks.map(([text]) => parse(name, text));
  for (const certificate of certificates) checkSoundness(name, certificate, now);
  return certificates;
}

/** The first of them, once those behind it are known to be its chain: each has signed the one before (T29). */
export function checkChain(name: string, certificates: readonly X509Certificate[]): X509Certificate {
  const [leaf, ...chain] = certificates;
  if (leaf === undefined) throw unreadable(name);
  if (!chain.every((issuer, index) => hasSigned(issuer, certificates[index])))
    throw new CertificateFaultError(
      `${name} is no chain: each certificate must have signed the one before it. Put them in order, or leave all but the first out.`,
    );
  return leaf;
}

/** Every one of them may sign others. */
export function checkAuthorities(name: string, certificates: readonly X509Certificate[]): void {
  if (certificates.every(({ ca }) => ca)) return;
  throw new CertificateFaultError(`${name} is no certificate authority: its basicConstraints must say CA:TRUE.`);
}

/** Without extendedKeyUsage a certificate may be used for anything. */
export function mayServeAs(use: string, { keyUsage }: X509Certificate): boolean {
  const uses = keyUsage as readonly string[] | undefined;
  return uses === undefined || uses.includes(use) || uses.includes(ANY_USE);
}

/** RSA of 2048 bits, a NIST curve of 256, Ed25519: what is below can be broken, what is beside is not spoken everywhere. */
function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'ed25519') return true;
  if (asymmetricKeyType === 'ec') return CURVES.has(asymmetricKeyDetails?.namedCurve);
  const isRsa = asymmetricKeyType === 'rsa' || asymmetricKeyType === 'rsa-pss';
  return isRsa && (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_RSA_BITS;
}

export function unreadable(name: string): CertificateFaultError {
  return new CertificateFaultError(`${name} cannot be read; it must be PEM without a passphrase.`);
}

/** The library's own words may quote the text, so they are not passed on; keys of a strange kind throw when they are asked for. */
function parse(name: string, pem: string): X509Certificate {
  try {
    const certificate = new X509Certificate(pem);
    if (certificate.publicKey.type === 'public') return certificate;
  } catch {
    // Said below.
  }
  throw unreadable(name);
}

function checkSoundness(name: string, certificate: X509Certificate, now: Date): void {
  if (new Date(certificate.validTo) < now)
    throw new CertificateFaultError(`${name} has expired; renew it, and hand over the new one.`);
  if (new Date(certificate.validFrom) > now)
    throw new CertificateFaultError(`${name} is not valid yet; look at its dates, and at the clocks of both machines.`);
  if (!isStrong(certificate.publicKey))
    throw new CertificateFaultError(
      `${name} has a weak key; allowed are RSA of 2048 bits and more, P-256, P-384, P-521 and Ed25519.`,
    );
  if (isSignedWeakly(certificate.raw))
    throw new CertificateFaultError(`${name} is signed with MD5 or SHA-1; have it signed with SHA-256 or better.`);
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate | undefined): boolean {
  return issuer.ca && certificate?.checkIssued(issuer) === true && certificate.verify(issuer.publicKey);
}

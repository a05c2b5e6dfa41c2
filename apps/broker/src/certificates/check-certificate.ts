import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateUpload } from '#agent-protocol';
import { BadRequestError } from '../osb/osb.errors.js';

export interface CompleteCertificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** All three parts, readable, belonging together and valid today; else `BadRequestError` that says what is wrong. */
export function checkCertificate(
  { clientCert, clientKey, ca }: CertificateUpload,
  now: Date = new Date(),
): CompleteCertificate {
  if (clientCert === null || clientKey === null || ca === null)
    throw new BadRequestError(
      'ClientCert, ClientKey and CA are all needed: Docker is only reached over TLS that verifies.',
    );
  const certificate = readCertificate('ClientCert', clientCert, now);
  readCertificate('CA', ca, now);
  if (!certificate.checkPrivateKey(readKey(clientKey)))
    throw new BadRequestError('ClientKey is not the key of ClientCert.');
  return { cert: clientCert, key: clientKey, ca };
}

function readCertificate(name: string, pem: string, now: Date): X509Certificate {
  const certificate = parse(name, () => new X509Certificate(pem));
  if (new Date(certificate.validTo) < now)
    throw new BadRequestError(`${name} has expired; renew it and start the agent again.`);
  return certificate;
}

function readKey(pem: string): ReturnType<typeof createPrivateKey> {
  return parse('ClientKey', () => createPrivateKey(pem));
}

/** The library's own words may quote the text, so they are not passed on. */
function parse<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new BadRequestError(`${name} cannot be read; it must be PEM without a passphrase.`);
  }
}

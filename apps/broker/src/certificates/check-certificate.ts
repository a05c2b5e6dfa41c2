import type { CertificateUpload } from '#agent-protocol';
import { BadRequestError } from '../osb/osb.errors.js';
import {
  checkAuthorities,
  checkChain,
  CLIENT_AUTH,
  mayServeAs,
  readCertificates,
} from '../tls/certificate-chain.types.js';
import { readPrivateKey } from '../tls/private-key.types.js';
import { CertificateFaultError } from '../tls/tls.errors.js';

export interface CompleteCertificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/**
 * All three parts, readable, belonging together, strong enough and valid today; else `BadRequestError` that says what is
 * wrong, and never quotes a part (T29). Sizes and base64 were looked at when the upload was read.
 */
export function checkCertificate(
  { clientCert, clientKey, ca }: CertificateUpload,
  now: Date = new Date(),
): CompleteCertificate {
  if (clientCert === null || clientKey === null || ca === null)
    throw new BadRequestError(
      'ClientCert, ClientKey and CA are all needed: Docker is only reached over TLS that verifies.',
    );
  const complete = { cert: clientCert, key: clientKey, ca };
  try {
    checkParts(complete, now);
  } catch (error) {
    throw error instanceof CertificateFaultError ? new BadRequestError(error.message) : error;
  }
  return complete;
}

function checkParts({ cert, key, ca }: CompleteCertificate, now: Date): void {
  const leaf = checkChain('ClientCert', readCertificates('ClientCert', cert, now));
  if (leaf.ca) throw new CertificateFaultError('ClientCert must begin with a certificate that is no authority itself.');
  if (!mayServeAs(CLIENT_AUTH, leaf))
    throw new CertificateFaultError('ClientCert is not for clients: its extendedKeyUsage lacks clientAuth.');
  checkAuthorities('CA', readCertificates('CA', ca, now));
  if (!leaf.checkPrivateKey(readPrivateKey('ClientKey', key)))
    throw new CertificateFaultError('ClientKey is not the key of ClientCert.');
}

import { readFileSync } from 'node:fs';
import type { TlsConfig } from '../config/tls-config.types.js';
import { checkAuthorities, checkChain, mayServeAs, readCertificates, SERVER_AUTH } from './certificate-chain.types.js';
import { readPrivateKey } from './private-key.types.js';
import { CertificateFaultError } from './tls.errors.js';

/** What the broker shows its clients, and what it knows agents by; PEM texts. */
export interface ServerIdentity {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

type Files = Pick<TlsConfig, 'certFile' | 'keyFile' | 'clientCaFile'>;

/** Reads the files. Throws `CertificateFaultError` when one is missing, or they cannot be used together today. */
export function readServerIdentity({ certFile, keyFile, clientCaFile }: Files): ServerIdentity {
  const pair = { cert: readText('tls.certFile', certFile), key: readText('tls.keyFile', keyFile) };
  return clientCaFile === '' ? pair : { ...pair, ca: readText('tls.clientCaFile', clientCaFile) };
}

/** Throws `CertificateFaultError` that says what is wrong, and never quotes a file. One that signed itself will do. */
export function checkServerIdentity({ cert, key, ca }: ServerIdentity, now: Date = new Date()): void {
  const leaf = checkChain('tls.certFile', readCertificates('tls.certFile', cert, now));
  if (!mayServeAs(SERVER_AUTH, leaf))
    throw new CertificateFaultError('tls.certFile is not for servers: its extendedKeyUsage lacks serverAuth.');
  if (!leaf.checkPrivateKey(readPrivateKey('tls.keyFile', key)))
    throw new CertificateFaultError('tls.keyFile is not the key of tls.certFile.');
  if (ca !== undefined) checkAuthorities('tls.clientCaFile', readCertificates('tls.clientCaFile', ca, now));
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new CertificateFaultError(`${name} cannot be read (${reason}).`);
  }
}

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { unreadable } from './certificate-chain.types.js';
import { CertificateFaultError } from './tls.errors.js';

const KEY_BLOCK = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/** The one key of a PEM text. Throws `CertificateFaultError`, which calls the text `name` and never quotes it (T29). */
export function readPrivateKey(name: string, pem: string): KeyObject {
  if (ENCRYPTED.test(pem)) throw new CertificateFaultError(`${name} is encrypted; it must come without a passphrase.`);
  if ((pem.match(KEY_BLOCK)?.length ?? 0) > 1)
    throw new CertificateFaultError(`${name} holds more than one key; hand over that of the certificate alone.`);
  try {
    return createPrivateKey(pem);
  } catch {
    throw unreadable(name);
  }
}

import type { SecureContextOptions } from 'node:tls';
import type { TlsConfig } from '../config/tls-config.types.js';
import type { ServerIdentity } from './server-identity.types.js';

/** Those that encrypt and authenticate in one (AEAD), with keys that are used once (T5). */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** All that is said again when the identity is replaced: what is left out then would fall back to Node's own. */
export function toTlsOptions(
  { minVersion }: Pick<TlsConfig, 'minVersion'>,
  { cert, key, ca }: ServerIdentity,
): SecureContextOptions {
  return { cert, key, ...(ca === undefined ? {} : { ca }), minVersion, ciphers: CIPHERS, honorCipherOrder: true };
}

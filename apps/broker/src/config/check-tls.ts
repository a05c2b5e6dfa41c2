import { ConfigurationError } from '#configuration';
import { checkServerIdentity, readServerIdentity } from '../tls/server-identity.types.js';
import { CertificateFaultError } from '../tls/tls.errors.js';
import type { BrokerConfig } from './broker-config.types.js';
import { isLoopback } from './is-loopback.js';

/** Refuses files that cannot be served with. Throws `ConfigurationError` (T5). */
export function checkTls({ tls }: Pick<BrokerConfig, 'tls'>): void {
  if (tls === undefined) return;
  if (tls.agentsNeedCertificate && tls.clientCaFile === '')
    throw refusal('tls.agentsNeedCertificate needs tls.clientCaFile, which agents are known by.');
  try {
    checkServerIdentity(readServerIdentity(tls));
  } catch (error) {
    throw error instanceof CertificateFaultError ? refusal(error.message) : error;
  }
}

/** One warning where passwords go over a network in clear and nobody has said that this is meant (T5). */
export function warnOfPlainHttp({ tls, http, listenIP }: BrokerConfig): string[] {
  if (tls !== undefined || http.insecure || isLoopback(listenIP)) return [];
  return [
    `the broker speaks plain HTTP on ${listenIP}: set tls, or http.insecure where a proxy in front of it speaks TLS`,
  ];
}

function refusal(fault: string): ConfigurationError {
  return new ConfigurationError('The TLS configuration', [{ path: '', fault }]);
}

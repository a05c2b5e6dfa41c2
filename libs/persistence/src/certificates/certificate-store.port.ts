import type { HostCertificate } from './certificate.types.js';

/** Client certificates by Docker host. Private keys are stored sealed. */
export abstract class CertificateStore {
  abstract find(dockerHost: string): Promise<HostCertificate | undefined>;

  abstract findAll(): Promise<readonly HostCertificate[]>;

  /** Adds or replaces in place, under the next version; the same texts again change nothing. */
  abstract put(certificate: Omit<HostCertificate, 'version'>): Promise<void>;

  /** False when there was none. */
  abstract remove(dockerHost: string): Promise<boolean>;
}

/** A certificate or key that is not taken. The message says which and why, and never quotes the text (T29). */
export class CertificateFaultError extends Error {
  override readonly name = 'CertificateFaultError';
}

import type { HostCertificate } from '#persistence';

/** The original's shape. The parts never leave: base64 of their length in bytes stands for them. */
export function toCertificateReply({ dockerHost, cert, key, ca }: HostCertificate): object {
  return { Host: dockerHost, ClientCert: mask(cert), ClientKey: mask(key), CA: mask(ca) };
}

function mask(pem: string | undefined): string | null {
  return pem === undefined ? null : Buffer.from(String(Buffer.byteLength(pem))).toString('base64');
}

import { AUTHORITY, CertificateForge, type Pair } from './certificate-forge.js';

/** Made anew for each run by the `openssl` command, PEM texts all. */
export interface TestCertificates {
  readonly ca: string;
  readonly server: Pair;
  readonly client: Pair;
}

/** A CA, a server's certificate for `serverName` (as in `IP:127.0.0.1`, `DNS:docker.test`), and a client's. */
export function makeCertificates(serverName: string, clientName?: string): TestCertificates {
  const forge = new CertificateForge();
  try {
    const ca = forge.make('ca', { extensions: [AUTHORITY] });
    const server = forge.make('server', { by: 'ca', extensions: [`subjectAltName=${serverName}`] });
    const named = clientName === undefined ? [] : [`subjectAltName=${clientName}`];
    const client = forge.make('client', { by: 'ca', extensions: ['extendedKeyUsage=clientAuth', ...named] });
    return { ca: ca.cert, server, client };
  } finally {
    forge.close();
  }
}

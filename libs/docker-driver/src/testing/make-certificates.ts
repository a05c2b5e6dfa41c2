import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Made anew for each run by the `openssl` command, PEM texts all. */
export interface TestCertificates {
  readonly ca: string;
  readonly server: Pair;
  readonly client: Pair;
}

/** A CA, a server's certificate for `serverName` (as in `IP:127.0.0.1`, `DNS:docker.test`), and a client's. */
export function makeCertificates(serverName: string): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'docker-driver-'));
  try {
    const ca = sign(folder, 'ca', ['-addext', 'basicConstraints=critical,CA:TRUE']);
    const byCa = ['-CA', join(folder, 'ca.pem'), '-CAkey', join(folder, 'ca.key')];
    const server = sign(folder, 'server', [...byCa, '-addext', `subjectAltName=${serverName}`]);
    const client = sign(folder, 'client', [...byCa, '-addext', 'extendedKeyUsage=clientAuth']);
    return { ca: ca.cert, server, client };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sign(folder: string, name: string, options: readonly string[]): Pair {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
  writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name=dn\n[dn]\n');
  const request = ['req', '-x509', '-config', join(folder, 'openssl.cnf'), '-days', '2', '-subj', `/CN=test ${name}`];
  execFileSync('openssl', [...request, ...newKey, '-out', cert, ...options], { stdio: 'pipe' });
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

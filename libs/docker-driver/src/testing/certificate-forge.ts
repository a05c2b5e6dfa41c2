import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

export interface Wish {
  /** The name of one that was made before; signed by itself without. */
  readonly by?: string;
  /** As `openssl req -newkey` takes it; P-256 unless said. */
  readonly key?: readonly string[];
  readonly days?: number;
  /** As `openssl req -addext` takes them. */
  readonly extensions?: readonly string[];
  /** Such as `sha1`; SHA-256 unless said. */
  readonly digest?: string;
}

export const AUTHORITY = 'basicConstraints=critical,CA:TRUE';
const P256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** Makes certificates, good ones and bad ones, by the `openssl` command; all that it holds is gone once it is closed. */
export class CertificateForge {
  readonly #folder = mkdtempSync(join(tmpdir(), 'certificates-'));

  constructor() {
    writeFileSync(this.#file('openssl.cnf'), '[req]\ndistinguished_name=dn\n[dn]\n');
  }

  make(name: string, { by, key = P256, days = 2, extensions = [], digest = 'sha256' }: Wish = {}): Pair {
    const [cert, keyFile] = [this.#file(`${name}.pem`), this.#file(`${name}.key`)];
    const request = ['-config', this.#file('openssl.cnf'), '-days', String(days), '-subj', `/CN=test ${name}`];
    const issuer = by === undefined ? [] : ['-CA', this.#file(`${by}.pem`), '-CAkey', this.#file(`${by}.key`)];
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    const newKey = ['-newkey', ...key, '-nodes', '-keyout', keyFile, '-out', cert];
    this.run('req', '-x509', ...request, `-${digest}`, ...issuer, ...added, ...newKey);
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  }

  /** Another form of the key of this name: `pkcs8 -topk8 -passout pass:x`, `ec -aes256 -passout pass:x`. */
  convertKey(name: string, command: string, ...options: readonly string[]): string {
    return this.run(command, '-in', this.#file(`${name}.key`), ...options);
  }

  run(...args: readonly string[]): string {
    return execFileSync('openssl', args, { stdio: 'pipe', encoding: 'utf8' });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';

/** PEM files as operators put them, in a folder of their own. */
export class TlsFiles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tls-'));
  readonly certFile = join(this.#folder, 'server.pem');
  readonly keyFile = join(this.#folder, 'server.key');

  constructor(made: TestCertificates = makeCertificates('IP:127.0.0.1')) {
    this.replace(made);
  }

  /** The broker's settings. */
  get env(): Record<string, string> {
    return { BROKER_TLS_CERTFILE: this.certFile, BROKER_TLS_KEYFILE: this.keyFile };
  }

  replace({ server }: Pick<TestCertificates, 'server'>): void {
    this.write('server.pem', server.cert);
    this.write('server.key', server.key);
  }

  /** As careful programs do it: nobody reads half of it. Returns the path. */
  write(name: string, pem: string): string {
    writeFileSync(join(this.#folder, `${name}.new`), pem, { mode: 0o600 });
    renameSync(join(this.#folder, `${name}.new`), join(this.#folder, name));
    return join(this.#folder, name);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

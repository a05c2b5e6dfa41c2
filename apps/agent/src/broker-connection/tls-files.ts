import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ConfigurationError } from '#configuration';
import { readTextFile } from '../config/read-text-file.js';
import type { BrokerAddress } from './broker-connection.port.js';

/** PEM texts. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

type Paths = Pick<BrokerAddress, 'tls' | 'ca' | 'cert' | 'key'>;

export function wantsTls({ tls = false, ca, cert, key }: Paths): boolean {
  return tls || ca !== undefined || cert !== undefined || key !== undefined;
}

/** What the files hold now. Throws `ConfigurationError` that names the one that cannot be read. */
export function readTlsMaterial({ ca, cert, key }: Paths): TlsMaterial {
  return {
    ...(ca === undefined ? {} : { ca: readTextFile(ca) }),
    ...(cert === undefined ? {} : { cert: readTextFile(cert) }),
    ...(key === undefined ? {} : { key: readTextFile(key) }),
  };
}

/** At start, where somebody reads it. Throws `ConfigurationError` when the files cannot be used together. */
export function checkTlsMaterial(paths: Paths): void {
  const { ca, cert, key } = readTlsMaterial(paths);
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigurationError('brokerservers', [{ path: '', fault: 'cert and key are needed both, or neither' }]);
  if (ca !== undefined) read(paths.ca, () => new X509Certificate(ca));
  if (cert === undefined || key === undefined) return;
  const fits = read(paths.cert, () => new X509Certificate(cert)).checkPrivateKey(
    read(paths.key, () => createPrivateKey(key)),
  );
  if (!fits) throw new ConfigurationError(paths.key ?? '', [{ path: '', fault: 'it is not the key of cert' }]);
}

/** The library's own words may quote the file. */
function read<T>(path: string | undefined, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new ConfigurationError(path ?? '', [{ path: '', fault: 'the file is not PEM without a passphrase' }]);
  }
}

import type { CertificateUpload } from '#agent-protocol';
import { isSocketAddress, ProtocolError, readCertificateUpload, writeCertificateUpload } from '#agent-protocol';
import { ConfigurationError } from '#configuration';
import { readTextFile } from '../config/read-text-file.js';

/** Paths of PEM files, as the flags of the same names give them. */
interface CertificateFiles {
  readonly clientcert?: string;
  readonly clientkey?: string;
  readonly cacert?: string;
}

interface ReadCertificates {
  readonly certificates: CertificateUpload | undefined;
  readonly warnings: readonly string[];
}

/**
 * The certificates for `dockerHost`. As in the original, a CA without a client certificate or key is not told to
 * anybody. Throws `ConfigurationError` when a file cannot be read or is not PEM.
 */
export function readCertificateFiles(files: CertificateFiles, dockerHost: string): ReadCertificates {
  if (Object.keys(files).length === 0) {
    return { certificates: undefined, warnings: [] };
  }
  if (isSocketAddress(dockerHost)) {
    return { certificates: undefined, warnings: ['certificates are not used with a dockerhost that is a socket'] };
  }
  if (files.clientcert === undefined && files.clientkey === undefined) {
    return { certificates: undefined, warnings: ['-cacert without -clientcert or -clientkey is not uploaded'] };
  }
  return { certificates: checkCertificates(files, dockerHost), warnings: [] };
}

/** Reads the upload as a broker will, so that a wrong file is found here. */
function checkCertificates({ clientcert, clientkey, cacert }: CertificateFiles, host: string): CertificateUpload {
  const read = (path: string | undefined): string | null => (path === undefined ? null : readTextFile(path));
  const upload = { host, clientCert: read(clientcert), clientKey: read(clientkey), ca: read(cacert) };
  try {
    return readCertificateUpload(JSON.parse(writeCertificateUpload(upload)));
  } catch (error) {
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    throw new ConfigurationError('A certificate file', [{ path: '', fault: error.message }]);
  }
}

import { foldKeys } from './fold-keys.js';
import { isHostAddress } from './host-address.js';
import { ProtocolError } from './protocol.errors.js';
import { toGoJson } from './to-go-json.js';

const LARGEST_PART_BYTES = 64 * 1024;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const PEM_ALPHABET = /^[\t\n\r\x20-\x7e]*$/;

/** What a broker needs to reach one host's Docker over TLS. PEM texts; a part that was not sent is `null`. */
export interface CertificateUpload {
  readonly host: string;
  readonly clientCert: string | null;
  readonly clientKey: string | null;
  readonly ca: string | null;
}

/**
 * Reads the body of `PUT /certificate/<dockerHost>`: parts in base64 as the original's agent sends them, or as plain PEM
 * text as its README shows them. Whether the parts fit each other is not looked at here. Throws `ProtocolError`.
 */
export function readCertificateUpload(body: unknown): CertificateUpload {
  const members = foldKeys(body);
  const host = members.get('host');
  if (typeof host !== 'string' || !isHostAddress(host)) {
    throw new ProtocolError('Host', 'a host name or an IP address');
  }
  const upload = {
    host,
    clientCert: readPart('ClientCert', 'CERTIFICATE', members),
    clientKey: readPart('ClientKey', 'PRIVATE KEY', members),
    ca: readPart('CA', 'CERTIFICATE', members),
  };
  if (upload.clientCert === null && upload.clientKey === null && upload.ca === null) {
    throw new ProtocolError('ClientCert', 'base64 of PEM text, in one of ClientCert, ClientKey and CA at least');
  }
  return upload;
}

/** The body as the original's agent writes it, byte for byte. */
export function writeCertificateUpload({ host, clientCert, clientKey, ca }: CertificateUpload): string {
  return toGoJson({ Host: host, ClientCert: toBase64(clientCert), ClientKey: toBase64(clientKey), CA: toBase64(ca) });
}

function readPart(field: string, label: string, members: ReadonlyMap<string, unknown>): string | null {
  const value = members.get(field.toLowerCase()) ?? '';
  if (value === '') {
    return null;
  }
  const pem = typeof value === 'string' ? toPem(value) : undefined;
  if (pem === undefined || !isPem(pem, label)) {
    throw new ProtocolError(field, `base64 of PEM text with a ${label}, up to ${LARGEST_PART_BYTES / 1024} KiB`);
  }
  return pem;
}

/** Node decodes anything that looks faintly like base64; the round trip tells. */
function toPem(value: string): string | undefined {
  if (value.startsWith('-----BEGIN ')) {
    return value;
  }
  if (value.length > LARGEST_PART_BYTES * 2 || !BASE64.test(value)) {
    return undefined;
  }
  const decoded = Buffer.from(value, 'base64');
  return decoded.toString('base64') === value ? decoded.toString('latin1') : undefined;
}

function isPem(text: string, label: string): boolean {
  return (
    text.length <= LARGEST_PART_BYTES &&
    PEM_ALPHABET.test(text) &&
    text.includes('-----BEGIN ') &&
    text.includes(`${label}-----`) &&
    text.includes('-----END ')
  );
}

function toBase64(pem: string | null): string | null {
  return pem === null ? null : Buffer.from(pem, 'latin1').toString('base64');
}

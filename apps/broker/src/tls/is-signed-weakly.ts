/** DER of the object identifiers, without tag and length, in hexadecimal. */
const WEAK: ReadonlySet<string> = new Set([
  '2a864886f70d010102', // md2WithRSAEncryption
  '2a864886f70d010103', // md4WithRSAEncryption
  '2a864886f70d010104', // md5WithRSAEncryption
  '2a864886f70d010105', // sha1WithRSAEncryption
  '2b0e03021d', // sha1WithRSASignature
  '2a8648ce380403', // dsa-with-sha1
  '2a8648ce3d0401', // ecdsa-with-SHA1
]);
const RSA_PSS = '2a864886f70d01010a';
/** SHA-256, SHA-384, SHA-512: all begin so. PSS that names none of them means SHA-1. */
const SHA2 = '608648016503040';

interface Element {
  readonly content: Uint8Array;
  readonly rest: Uint8Array;
}

/**
 * Whether MD5 or SHA-1 stand for the content of a certificate: `TBSCertificate`, then `AlgorithmIdentifier` (RFC 5280
 * §4.1). Node 20 does not tell. What cannot be read counts as weak.
 *
 * @param der of a certificate that OpenSSL has read
 */
export function isSignedWeakly(der: Uint8Array): boolean {
  const certificate = readElement(der);
  const algorithm = certificate && readElement(readElement(certificate.content)?.rest ?? new Uint8Array());
  const identifier = algorithm && readElement(algorithm.content);
  if (identifier === undefined) return true;
  const oid = toHex(identifier.content);
  return oid === RSA_PSS ? !toHex(identifier.rest).includes(SHA2) : WEAK.has(oid);
}

/** The first element of DER: a byte of tag, then the length, short or in the bytes that follow. */
function readElement(der: Uint8Array): Element | undefined {
  const [, short] = der;
  if (short === undefined) return undefined;
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  const length = lengthBytes === 0 ? short : parseInt(toHex(der.subarray(2, 2 + lengthBytes)), 16);
  const start = 2 + lengthBytes;
  if (!(start + length <= der.length)) return undefined;
  return { content: der.subarray(start, start + length), rest: der.subarray(start + length) };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

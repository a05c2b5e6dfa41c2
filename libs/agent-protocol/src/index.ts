export type { CertificateUpload } from './certificate-upload.js';
export { readCertificateUpload, writeCertificateUpload } from './certificate-upload.js';
export { foldKeys } from './fold-keys.js';
export type { HostCapacity, Ping } from './ping.js';
export { DEFAULT_PORT_RANGE, readPing, writePing } from './ping.js';
export { ProtocolError } from './protocol.errors.js';
export { isHostAddress, isSocketAddress } from './host-address.js';

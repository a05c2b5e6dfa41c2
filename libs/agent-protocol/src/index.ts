export type { CertificateUpload } from './certificate-upload.js';
export { readCertificateUpload, writeCertificateUpload } from './certificate-upload.js';
export { foldKeys } from './fold-keys.js';
export { HOST_LABEL_NAME, HOST_LABEL_VALUE, HOST_LABELS, isHostLabels, MOST_HOST_LABELS } from './host-labels.js';
export type { HostMeasures } from './host-report.js';
export type { Ping } from './ping.js';
export { DEFAULT_PORT_RANGE, readPing, writePing } from './ping.js';
export { ProtocolError } from './protocol.errors.js';
export { isHostAddress, isSocketAddress } from './host-address.js';

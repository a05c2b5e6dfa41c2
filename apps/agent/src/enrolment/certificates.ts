import type { CertificateUpload } from '#agent-protocol';

/** What brokers are given to reach this host's Docker over TLS; `undefined` when there is nothing to give. */
export class Certificates {
  constructor(readonly upload: CertificateUpload | undefined) {}
}

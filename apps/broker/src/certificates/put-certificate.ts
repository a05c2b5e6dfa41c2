import { Injectable, Logger } from '@nestjs/common';
import { type CertificateUpload, ProtocolError, readCertificateUpload } from '#agent-protocol';
import { CertificateStore } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkCertificate } from './check-certificate.js';

/** Adds or replaces the certificates of a host; work that runs goes on with the new ones from its next step. */
@Injectable()
export class PutCertificate {
  private readonly logger = new Logger('Certificates');

  constructor(private readonly certificates: CertificateStore) {}

  async execute(dockerHost: string, body: unknown): Promise<void> {
    const upload = read(body);
    if (upload.host !== dockerHost) throw new BadRequestError('The Host in the body is not the host in the path.');
    await this.certificates.put({ dockerHost, ...checkCertificate(upload) });
    this.logger.log({ message: 'certificates stored', dockerHost });
  }
}

function read(body: unknown): CertificateUpload {
  try {
    return readCertificateUpload(body);
  } catch (error) {
    throw error instanceof ProtocolError ? new BadRequestError(error.message) : error;
  }
}

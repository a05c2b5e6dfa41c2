import { Injectable, Logger } from '@nestjs/common';
import { type CertificateUpload, ProtocolError, readCertificateUpload } from '#agent-protocol';
import { CertificateStore } from '#persistence';
import { AddressCheck } from '../agents-registry/address-check.port.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkCertificate, type CompleteCertificate } from './check-certificate.js';
import { TryCertificate } from './try-certificate.js';

/** Adds or replaces the certificates of a host; work that runs goes on with the new ones from its next step. */
@Injectable()
export class PutCertificate {
  private readonly logger = new Logger('Certificates');

  constructor(
    private readonly certificates: CertificateStore,
    private readonly tryCertificate: TryCertificate,
    private readonly addresses: AddressCheck,
  ) {}

  /**
   * @param isFromThisMachine whether its sender is a process of the broker's machine (T8)
   */
  async execute(dockerHost: string, body: unknown, isFromThisMachine: boolean): Promise<void> {
    const upload = read(body);
    if (upload.host !== dockerHost) throw new BadRequestError('The Host in the body is not the host in the path.');
    await this.addresses.check({ field: 'Host', host: dockerHost, isFromThisMachine });
    const certificate = checkCertificate(upload);
    if (await this.isInForce(dockerHost, certificate)) return;
    await this.tryCertificate.execute(dockerHost, certificate);
    await this.certificates.put({ dockerHost, ...certificate });
    this.logger.log({ message: 'certificates stored', dockerHost });
  }

  /** Agents hand over the same ones with each start. */
  private async isInForce(dockerHost: string, { ca, cert, key }: CompleteCertificate): Promise<boolean> {
    const stored = await this.certificates.find(dockerHost);
    return stored?.ca === ca && stored.cert === cert && stored.key === key;
  }
}

function read(body: unknown): CertificateUpload {
  try {
    return readCertificateUpload(body);
  } catch (error) {
    throw error instanceof ProtocolError ? new BadRequestError(error.message) : error;
  }
}

import { Injectable } from '@nestjs/common';
import { CertificateStore, HostStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { checkStoredAddress } from './admit-address.types.js';
import { HostUnknownError } from './agents-registry.errors.js';
import { chooseEndpoint } from './choose-endpoint.js';
import { HostDirectory, type ReachableHost } from './host-directory.port.js';

/** Read anew for each piece of work: a replaced certificate is in use at once. */
@Injectable()
export class StoredHostDirectory extends HostDirectory {
  constructor(
    private readonly hosts: HostStore,
    private readonly certificates: CertificateStore,
    private readonly config: BrokerConfig,
  ) {
    super();
  }

  override async locate(hostId: string): Promise<ReachableHost> {
    const host = await this.hosts.find(hostId);
    if (host === undefined) throw new HostUnknownError(hostId);
    checkStoredAddress(host.dockerHost, this.config.docker);
    const certificate = await this.certificates.find(host.dockerHost);
    return { host, endpoint: chooseEndpoint(host, certificate, this.config.docker.allowInsecure) };
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { type HostRoom, HostStore } from '#persistence';
import { HostNotAllowedError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';

/** The hosts that could take an instance. */
@Injectable()
export class UsableHosts {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly hosts: HostStore,
    private readonly directory: HostDirectory,
  ) {}

  /** Living, active ones, with their room. */
  findCandidates(organizationGuid: string): Promise<readonly HostRoom[]> {
    return this.hosts.findCandidates(organizationGuid);
  }

  /** An agent may tell of an engine that we must not speak to; the operator reads why. */
  async isUsable(hostId: string): Promise<boolean> {
    try {
      await this.directory.locate(hostId);
      return true;
    } catch (error) {
      if (!(error instanceof HostNotAllowedError)) throw error;
      this.logger.warn({ message: error.message, hostId });
      return false;
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { Placement } from '#dispatch';
import { type HostRoom, HostStore } from '#persistence';
import { HostNotAllowedError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { RecentCandidates } from './recent-candidates.js';

/** The hosts that could take an instance: living, active ones, with their room. */
@Injectable()
export class UsableHosts {
  private readonly logger = new Logger('Hosts');
  private readonly recent: RecentCandidates;

  constructor(
    private readonly hosts: HostStore,
    private readonly directory: HostDirectory,
  ) {
    this.recent = new RecentCandidates(hosts, () => performance.now());
  }

  /** As they were a moment ago, without the instances that others have placed since. */
  findRecent(organizationGuid: string): Promise<readonly HostRoom[]> {
    return this.recent.find(organizationGuid);
  }

  findAfresh(organizationGuid: string): Promise<readonly HostRoom[]> {
    return this.recent.findAfresh(organizationGuid);
  }

  /** One of them as it is now; `undefined`: it takes nothing any more, or its engine is one that we must not speak to. */
  async look(hostId: string): Promise<HostRoom | undefined> {
    return (await this.isAllowed(hostId)) ? this.hosts.findCandidate(hostId) : undefined;
  }

  /** It was chosen: from now on it counts as that much fuller. */
  place(hostId: string, placement: Placement): void {
    this.recent.place(hostId, placement);
  }

  /** An agent may tell of any engine; the operator reads why it is left out. */
  private async isAllowed(hostId: string): Promise<boolean> {
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

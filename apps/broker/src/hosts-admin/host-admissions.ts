import { Injectable, Logger } from '@nestjs/common';
import { type HostAdmission, HostAdminStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

/** What operators let hosts do. */
@Injectable()
export class HostAdmissions {
  private readonly logger = new Logger('Hosts');

  constructor(private readonly hosts: HostAdminStore) {}

  /** Repeatable; told when it was another one. */
  async set(hostId: string, admission: Exclude<HostAdmission, 'removing'>): Promise<void> {
    const before = await this.hosts.admit(hostId, admission);
    if (before === undefined) throw new NotFoundError('No agent has told of such a Docker host.');
    if (before !== admission)
      this.logger.log({ message: 'host was told by an operator', hostId, before, now: admission });
  }
}

import { Injectable } from '@nestjs/common';
import { HostAdminStore, type HostDetails, InstanceOverview, type InstancePage } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

const MOST_SHOWN = 500;
const NOBODY: InstancePage = { instances: [], hasMore: false };

export interface ShownHost {
  readonly host: HostDetails;
  /** What is on it, newest first. */
  readonly residents: InstancePage;
}

/** One host, with what is on it. */
@Injectable()
export class ShowHost {
  constructor(
    private readonly hosts: HostAdminStore,
    private readonly overview: InstanceOverview,
  ) {}

  async execute(hostId: string): Promise<ShownHost> {
    const host = await this.hosts.find(hostId);
    if (host === undefined) throw new NotFoundError('No agent has told of such a Docker host.');
    const residents = await this.overview.list({ hostId, limit: MOST_SHOWN });
    return { host, residents: residents === 'unknown cursor' ? NOBODY : residents };
  }
}

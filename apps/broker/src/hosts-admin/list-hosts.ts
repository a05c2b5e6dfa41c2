import { Injectable } from '@nestjs/common';
import { HostAdminStore } from '#persistence';
import { type JudgedHost, Placements } from './placements.js';

/** All hosts that agents have told of. Asks none of them: one that is silent hides nothing. */
@Injectable()
export class ListHosts {
  constructor(
    private readonly hosts: HostAdminStore,
    private readonly placements: Placements,
  ) {}

  async execute(): Promise<readonly JudgedHost[]> {
    return (await this.hosts.findAll()).map((host) => this.placements.judge(host));
  }
}

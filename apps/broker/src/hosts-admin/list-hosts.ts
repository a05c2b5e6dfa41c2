import { Injectable } from '@nestjs/common';
import { HostAdminStore, type HostDetails } from '#persistence';

/** All hosts that agents have told of. Asks none of them: one that is silent hides nothing. */
@Injectable()
export class ListHosts {
  constructor(private readonly hosts: HostAdminStore) {}

  execute(): Promise<readonly HostDetails[]> {
    return this.hosts.findAll();
  }
}

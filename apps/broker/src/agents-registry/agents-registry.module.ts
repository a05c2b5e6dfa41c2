import { Module } from '@nestjs/common';
import { AddressCheck } from './address-check.port.js';
import { CheckedAddresses } from './checked-addresses.js';
import { HostDirectory } from './host-directory.port.js';
import { NameResolver } from './name-resolver.port.js';
import { PingController } from './ping.controller.js';
import { PingLimit } from './ping-limit.js';
import { RecordPing } from './record-ping.js';
import { StoredHostDirectory } from './stored-host-directory.js';
import { SystemNameResolver } from './system-name-resolver.js';
import { WatchHostsJob } from './watch-hosts.job.js';

/** The hosts that agents tell of: who is there, who is alive, and how to reach them. */
@Module({
  controllers: [PingController],
  providers: [
    PingLimit,
    RecordPing,
    WatchHostsJob,
    { provide: HostDirectory, useClass: StoredHostDirectory },
    { provide: NameResolver, useClass: SystemNameResolver },
    { provide: AddressCheck, useClass: CheckedAddresses },
  ],
  exports: [HostDirectory, AddressCheck],
})
export class AgentsRegistryModule {}

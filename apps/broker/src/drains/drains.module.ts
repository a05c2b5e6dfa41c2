import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { RegistriesModule } from '../registries/registries.module.js';
import { DrainOverview } from './drain-overview.port.js';
import { DrainStates } from './drain-states.js';
import { Shippers } from './shippers.js';
import { ShowDrain } from './show-drain.js';
import { TendDrainsJob } from './tend-drains.job.js';
import { TendDrains } from './tend-drains.js';
import { WantedDrains } from './wanted-drains.js';

/** Sends what services write to where it is wanted. */
@Module({
  imports: [AgentsRegistryModule, RegistriesModule],
  providers: [
    WantedDrains,
    Shippers,
    DrainStates,
    TendDrains,
    TendDrainsJob,
    { provide: DrainOverview, useClass: ShowDrain },
  ],
  exports: [DrainOverview],
})
export class DrainsModule {}

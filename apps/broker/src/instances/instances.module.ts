import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { DispatcherModule } from '../dispatcher/dispatcher.module.js';
import { OsbModule } from '../osb/osb.module.js';
import { AcknowledgeInstance } from './acknowledge-instance.js';
import { DeprovisionInstance } from './deprovision-instance.js';
import { FillReservations } from './fill-reservations.js';
import { InstanceIntents } from './instance-intents.js';
import { InstanceOrders } from './instance-orders.js';
import { InstancesController } from './instances.controller.js';
import { MemoryOrders } from './memory-orders.js';
import { ProvisionInstance } from './provision-instance.js';
import { ReadInstance } from './read-instance.js';
import { StaticDashboards } from './static-dashboards.js';
import { TenancyOrders } from './tenancy-orders.js';
import { UpdateInstance } from './update-instance.js';
import { UpdateTargets } from './update-targets.js';

/** Service instances over OSB: one verb a file. */
@Module({
  imports: [AgentsRegistryModule, CatalogModule, DispatcherModule, OsbModule],
  controllers: [InstancesController],
  providers: [
    AcknowledgeInstance,
    ProvisionInstance,
    UpdateInstance,
    UpdateTargets,
    InstanceOrders,
    InstanceIntents,
    MemoryOrders,
    FillReservations,
    TenancyOrders,
    StaticDashboards,
    DeprovisionInstance,
    ReadInstance,
  ],
})
export class InstancesModule {}

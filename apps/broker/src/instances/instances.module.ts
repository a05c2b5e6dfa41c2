import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { DispatcherModule } from '../dispatcher/dispatcher.module.js';
import { OsbModule } from '../osb/osb.module.js';
import { AcknowledgeInstance } from './acknowledge-instance.js';
import { DeprovisionInstance } from './deprovision-instance.js';
import { InstancesController } from './instances.controller.js';
import { ProvisionInstance } from './provision-instance.js';
import { ReadInstance } from './read-instance.js';

/** Service instances over OSB: one verb a file. */
@Module({
  imports: [CatalogModule, DispatcherModule, OsbModule],
  controllers: [InstancesController],
  providers: [AcknowledgeInstance, ProvisionInstance, DeprovisionInstance, ReadInstance],
})
export class InstancesModule {}

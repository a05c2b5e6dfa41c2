import { Module } from '@nestjs/common';
import { InstanceOverviewController } from './instance-overview.controller.js';
import { ListInstances } from './list-instances.js';
import { ShowInstance } from './show-instance.js';

/** What operators see of instances. */
@Module({
  controllers: [InstanceOverviewController],
  providers: [ListInstances, ShowInstance],
})
export class OverviewModule {}

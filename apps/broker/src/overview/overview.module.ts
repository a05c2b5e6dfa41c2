import { Module } from '@nestjs/common';
import { DrainsModule } from '../drains/drains.module.js';
import { InstanceOverviewController } from './instance-overview.controller.js';
import { ListInstances } from './list-instances.js';
import { ShowInstance } from './show-instance.js';

/** What operators see of instances. */
@Module({
  imports: [DrainsModule],
  controllers: [InstanceOverviewController],
  providers: [ListInstances, ShowInstance],
})
export class OverviewModule {}

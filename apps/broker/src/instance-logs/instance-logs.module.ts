import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { FollowInstanceLogs } from './follow-instance-logs.js';
import { InstanceLogsController } from './instance-logs.controller.js';
import { LogFollowers } from './log-followers.js';
import { LogSources } from './log-sources.js';
import { ReadInstanceLogs } from './read-instance-logs.js';

/** What administrators read of the logs of services. */
@Module({
  imports: [AgentsRegistryModule],
  controllers: [InstanceLogsController],
  providers: [LogSources, LogFollowers, ReadInstanceLogs, FollowInstanceLogs],
})
export class InstanceLogsModule {}

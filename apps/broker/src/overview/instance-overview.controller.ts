import { Controller, Get, Param, Query } from '@nestjs/common';
import { CheckIdPipe } from '../osb/check-id.pipe.js';
import { ListInstances } from './list-instances.js';
import { OverviewQueryDto } from './overview-query.dto.js';
import { ShowInstance } from './show-instance.js';
import { toInstanceReply, toInstancesReply } from './to-instance-reply.js';
import { DescribeInstance, DescribeInstances } from './overview.api.js';

/** For administrators: whose instances there are, where, and who did what to them. */
@Controller('admin/instances')
export class InstanceOverviewController {
  constructor(
    private readonly listInstances: ListInstances,
    private readonly showInstance: ShowInstance,
  ) {}

  @DescribeInstances()
  @Get()
  async list(@Query() { limit, after, service, host, state }: OverviewQueryDto): Promise<object> {
    const query = { limit, after, serviceName: service, hostId: host, state };
    return toInstancesReply(await this.listInstances.execute(query));
  }

  @DescribeInstance()
  @Get(':instanceId')
  async show(@Param('instanceId', CheckIdPipe) instanceId: string): Promise<object> {
    return toInstanceReply(await this.showInstance.execute(instanceId));
  }
}

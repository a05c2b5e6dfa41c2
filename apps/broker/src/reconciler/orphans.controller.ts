import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AdoptOrphan } from './adopt-orphan.js';
import { AdoptRequestDto } from './adopt-request.dto.js';
import { ListOrphans } from './list-orphans.js';
import { RemoveOrphan } from './remove-orphan.js';
import { toOrphansReply } from './to-orphans-reply.js';
import { DescribeAdopt, DescribeOrphans, DescribeRemoveOrphan } from './orphans.api.js';

/** For administrators: what was found on the hosts and belongs to no instance. Host ids are URL-encoded. */
@Controller('admin/orphans')
export class OrphansController {
  constructor(
    private readonly listOrphans: ListOrphans,
    private readonly adoptOrphan: AdoptOrphan,
    private readonly removeOrphan: RemoveOrphan,
  ) {}

  @DescribeOrphans()
  @Get()
  async list(): Promise<object> {
    return toOrphansReply(await this.listOrphans.execute());
  }

  @DescribeAdopt()
  @Post(':hostId/:resourceId/adopt')
  @HttpCode(200)
  async adopt(
    @Param('hostId') hostId: string,
    @Param('resourceId') resourceId: string,
    @Body() { service_id: serviceId, plan_id: planId }: AdoptRequestDto,
  ): Promise<object> {
    await this.adoptOrphan.execute({ hostId, resourceId, serviceId, planId });
    return {};
  }

  @DescribeRemoveOrphan()
  @Delete(':hostId/:resourceId')
  async remove(@Param('hostId') hostId: string, @Param('resourceId') resourceId: string): Promise<object> {
    await this.removeOrphan.execute(hostId, resourceId);
    return {};
  }
}

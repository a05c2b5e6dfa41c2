import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { CheckHostIdPipe } from './check-host-id.pipe.js';
import { DescribeHost, DescribeHosts, DescribeRemoval } from './hosts.api.js';
import { ListHosts } from './list-hosts.js';
import { RemovalQueryDto } from './removal-query.dto.js';
import { RemoveHost } from './remove-host.js';
import { ShowHost } from './show-host.js';
import { toHostReply, toHostsReply } from './to-host-reply.js';

/** For administrators: the Docker hosts, and how to be rid of one. Host ids are URL-encoded. */
@Controller('admin/hosts')
export class HostsController {
  constructor(
    private readonly listHosts: ListHosts,
    private readonly showHost: ShowHost,
    private readonly removeHost: RemoveHost,
  ) {}

  @DescribeHosts()
  @Get()
  async list(): Promise<object> {
    return toHostsReply(await this.listHosts.execute(), Date.now());
  }

  @DescribeHost()
  @Get(':hostId')
  async show(@Param('hostId', CheckHostIdPipe) hostId: string): Promise<object> {
    return toHostReply(await this.showHost.execute(hostId), Date.now());
  }

  @DescribeRemoval()
  @Delete(':hostId')
  async remove(@Param('hostId', CheckHostIdPipe) hostId: string, @Query() { force }: RemovalQueryDto): Promise<object> {
    return { given_up_instances: await this.removeHost.execute(hostId, force === 'true') };
  }
}

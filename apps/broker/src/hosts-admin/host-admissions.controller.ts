import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CheckHostIdPipe } from './check-host-id.pipe.js';
import { CordonHost } from './cordon-host.js';
import { DrainHost } from './drain-host.js';
import { DescribeCordon, DescribeDrain, DescribeUncordon } from './hosts.api.js';
import { ShowHost } from './show-host.js';
import { toHostReply } from './to-host-reply.js';
import { UncordonHost } from './uncordon-host.js';

/** For administrators: what hosts may do. Each answer is the host as it is then. */
@Controller('admin/hosts/:hostId')
export class HostAdmissionsController {
  constructor(
    private readonly cordonHost: CordonHost,
    private readonly uncordonHost: UncordonHost,
    private readonly drainHost: DrainHost,
    private readonly showHost: ShowHost,
  ) {}

  @DescribeCordon()
  @Post('cordon')
  @HttpCode(200)
  async cordon(@Param('hostId', CheckHostIdPipe) hostId: string): Promise<object> {
    await this.cordonHost.execute(hostId);
    return this.show(hostId);
  }

  @DescribeUncordon()
  @Post('uncordon')
  @HttpCode(200)
  async uncordon(@Param('hostId', CheckHostIdPipe) hostId: string): Promise<object> {
    await this.uncordonHost.execute(hostId);
    return this.show(hostId);
  }

  @DescribeDrain()
  @Post('drain')
  @HttpCode(200)
  async drain(@Param('hostId', CheckHostIdPipe) hostId: string): Promise<object> {
    await this.drainHost.execute(hostId);
    return this.show(hostId);
  }

  private async show(hostId: string): Promise<object> {
    return toHostReply(await this.showHost.execute(hostId), Date.now());
  }
}

import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CheckReadiness } from './check-readiness.js';
import { DescribeLiveness, DescribeReadiness } from './health.api.js';

/** For load balancers and supervisors; open to all, so it tells nothing but states and counts. */
@Controller()
export class HealthController {
  constructor(private readonly checkReadiness: CheckReadiness) {}

  /** The process lives and its event loop turns: nothing else is asked, so nobody restarts it for another's fault. */
  @DescribeLiveness()
  @Get('livez')
  live(): object {
    return { status: 'ok' };
  }

  /** Whether requests should come here. */
  @DescribeReadiness()
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { isReady, body } = await this.checkReadiness.execute();
    reply.code(isReady ? 200 : 503);
    return body;
  }
}

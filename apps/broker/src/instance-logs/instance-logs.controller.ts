import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CheckIdPipe } from '../osb/check-id.pipe.js';
import { FollowInstanceLogs } from './follow-instance-logs.js';
import { DescribeInstanceLogs } from './instance-logs.api.js';
import { LogsQueryDto } from './logs-query.dto.js';
import { ReadInstanceLogs } from './read-instance-logs.js';
import { toLogQuery } from './to-log-query.js';
import { toLogsReply } from './to-logs-reply.js';

const EVENT_STREAM = 'text/event-stream; charset=utf-8';

/** For administrators: what services write. */
@Controller('admin/instances/:instanceId/logs')
export class InstanceLogsController {
  constructor(
    private readonly readLogs: ReadInstanceLogs,
    private readonly followLogs: FollowInstanceLogs,
  ) {}

  @DescribeInstanceLogs()
  @Get()
  async show(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() query: LogsQueryDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.follow === 'true') {
      const events = await this.followLogs.execute(instanceId, toLogQuery(query, lastEventId));
      // The answer to HEAD has no body, and nobody reads the stream to its end.
      reply.raw.once('close', () => events.destroy());
      await reply.type(EVENT_STREAM).header('x-accel-buffering', 'no').send(events);
    } else {
      const log = await this.readLogs.execute(instanceId, toLogQuery(query));
      await reply.send(toLogsReply(log));
    }
  }
}

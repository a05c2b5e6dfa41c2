import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CheckPlatformIdPipe } from './check-platform-id.pipe.js';
import { isInProgress } from './decide-last-operation.js';
import { LastOperationQueryDto } from './last-operation-query.dto.js';
import { type LastOperationQuery, ReadLastOperation } from './read-last-operation.js';
import { type LastOperationReply, toLastOperationReply } from './to-last-operation-reply.js';
import { waitForMore } from './wait-for-more.js';
import { DescribeLastOperation } from './last-operation.api.js';

/** What platforms poll, of instances and of bindings. */
@Controller('v2/service_instances/:instanceId')
export class LastOperationController {
  constructor(private readonly readLastOperation: ReadLastOperation) {}

  @DescribeLastOperation('an instance')
  @Get('last_operation')
  ofInstance(
    @Param('instanceId', CheckPlatformIdPipe) instanceId: string,
    @Query() { operation }: LastOperationQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LastOperationReply> {
    return this.read({ instanceId, bindingId: undefined, operation }, reply);
  }

  @DescribeLastOperation('a binding')
  @Get('service_bindings/:bindingId/last_operation')
  ofBinding(
    @Param('instanceId', CheckPlatformIdPipe) instanceId: string,
    @Param('bindingId', CheckPlatformIdPipe) bindingId: string,
    @Query() { operation }: LastOperationQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LastOperationReply> {
    return this.read({ instanceId, bindingId, operation }, reply);
  }

  private async read(query: LastOperationQuery, reply: FastifyReply): Promise<LastOperationReply> {
    const last = await this.readLastOperation.execute(query);
    if (isInProgress(last)) waitForMore(reply);
    return toLastOperationReply(last);
  }
}

import { Body, Controller, Delete, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsIncomplete } from '../osb/accepts-incomplete.js';
import { DeleteQueryDto } from '../osb/delete-query.dto.js';
import type { DeletionOutcome } from '../osb/deletion-outcome.js';
import { callerOf, requesterOf } from '../osb/caller-of.js';
import { toOperationString } from '../osb/operation-string.js';
import { waitForMore } from '../osb/wait-for-more.js';
import { BindInstance, type BindOutcome } from './bind-instance.js';
import { IncompleteQueryDto } from '../osb/incomplete-query.dto.js';
import { BindRequestDto } from './bind-request.dto.js';
import { type BindingPath, CheckPathPipe } from './check-path.pipe.js';
import { ReadBinding } from './read-binding.js';
import { toBindWish } from './to-bind-wish.js';
import { UnbindInstance } from './unbind-instance.js';
import { DescribeBind, DescribeFetchBinding, DescribeUnbind } from './bindings.api.js';

const STATUS: Readonly<Record<BindOutcome['outcome'] | DeletionOutcome['outcome'], number>> = {
  created: 201,
  existing: 200,
  accepted: 202,
  deleted: 200,
};

@Controller('v2/service_instances/:instanceId/service_bindings/:bindingId')
export class BindingsController {
  constructor(
    private readonly bindInstance: BindInstance,
    private readonly unbindInstance: UnbindInstance,
    private readonly readBinding: ReadBinding,
  ) {}

  @DescribeBind()
  @Put()
  async bind(
    @Param(CheckPathPipe) path: BindingPath,
    @Query() query: IncompleteQueryDto,
    @Body() body: BindRequestDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.bindInstance.execute({
      ...path,
      ...toBindWish(body),
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...callerOf(request),
    });
    reply.code(STATUS[result.outcome]);
    if (result.outcome === 'accepted') waitForMore(reply);
    if (result.outcome === 'accepted') return { operation: toOperationString(result.operation) };
    return { credentials: result.credentials, ...result.extras };
  }

  @DescribeFetchBinding()
  @Get()
  async read(@Param(CheckPathPipe) path: BindingPath): Promise<object> {
    const { credentials, extras, request } = await this.readBinding.execute(path.instanceId, path.bindingId);
    return { credentials: credentials ?? {}, ...extras, parameters: request.parameters };
  }

  @DescribeUnbind()
  @Delete()
  async unbind(
    @Param(CheckPathPipe) path: BindingPath,
    @Query() query: DeleteQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const incomplete = acceptsIncomplete(query.accepts_incomplete);
    const result = await this.unbindInstance.execute({
      ...path,
      acceptsIncomplete: incomplete,
      ...requesterOf(request),
    });
    reply.code(STATUS[result.outcome]);
    if (result.outcome === 'accepted') waitForMore(reply);
    return result.outcome === 'accepted' ? { operation: toOperationString(result.operation) } : {};
  }
}

import { Body, Controller, Delete, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toPlanId } from '../catalog/plan-id.types.js';
import { acceptsIncomplete } from '../osb/accepts-incomplete.js';
import { CheckIdPipe } from '../osb/check-id.pipe.js';
import { DeleteQueryDto } from '../osb/delete-query.dto.js';
import type { DeletionOutcome } from '../osb/deletion-outcome.js';
import { isStillWanted } from '../osb/is-still-wanted.js';
import { LastOperationQueryDto } from '../osb/last-operation-query.dto.js';
import { toOperationString } from '../osb/operation-string.js';
import { ReadLastOperation } from '../osb/read-last-operation.js';
import { type LastOperationReply, toLastOperationReply } from '../osb/to-last-operation-reply.js';
import { AcknowledgeInstance } from './acknowledge-instance.js';
import { DeprovisionInstance } from './deprovision-instance.js';
import { ProvisionInstance, type ProvisionOutcome } from './provision-instance.js';
import { IncompleteQueryDto } from '../osb/incomplete-query.dto.js';
import { ProvisionRequestDto } from './provision-request.dto.js';
import { ReadInstance } from './read-instance.js';

const STATUS: Readonly<Record<ProvisionOutcome['outcome'] | DeletionOutcome['outcome'], number>> = {
  created: 201,
  existing: 200,
  accepted: 202,
  deleted: 200,
};

@Controller('v2/service_instances/:instanceId')
export class InstancesController {
  constructor(
    private readonly provisionInstance: ProvisionInstance,
    private readonly acknowledgeInstance: AcknowledgeInstance,
    private readonly deprovisionInstance: DeprovisionInstance,
    private readonly readInstance: ReadInstance,
    private readonly readLastOperation: ReadLastOperation,
  ) {}

  @Put()
  async provision(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() query: IncompleteQueryDto,
    @Body() body: ProvisionRequestDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.provisionInstance.execute({
      instanceId,
      serviceId: body.service_id,
      planId: body.plan_id,
      organizationGuid: body.organization_guid,
      spaceGuid: body.space_guid,
      context: body.context ?? {},
      parameters: body.parameters ?? {},
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      requestId: request.id,
      isWanted: () => isStillWanted(request),
    });
    reply.code(STATUS[result.outcome]);
    // Not emitted when the connection was cut.
    reply.raw.once('finish', () => {
      this.acknowledgeInstance.execute(instanceId);
    });
    if (result.outcome === 'accepted') return { operation: toOperationString(result.operation) };
    return result.dashboardUrl === undefined ? {} : { dashboard_url: result.dashboardUrl };
  }

  @Get()
  async read(@Param('instanceId', CheckIdPipe) instanceId: string): Promise<object> {
    const { serviceName, planName, dashboardUrl, request } = await this.readInstance.execute(instanceId);
    return {
      service_id: serviceName,
      plan_id: toPlanId(serviceName, planName),
      ...(dashboardUrl === undefined ? {} : { dashboard_url: dashboardUrl }),
      parameters: request.parameters,
    };
  }

  @Delete()
  async deprovision(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() query: DeleteQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.deprovisionInstance.execute({
      instanceId,
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      requestId: request.id,
    });
    reply.code(STATUS[result.outcome]);
    return result.outcome === 'accepted' ? { operation: toOperationString(result.operation) } : {};
  }

  @Get('last_operation')
  async lastOperation(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() { operation }: LastOperationQueryDto,
  ): Promise<LastOperationReply> {
    return toLastOperationReply(await this.readLastOperation.execute({ instanceId, bindingId: undefined, operation }));
  }
}

import { Body, Controller, Delete, Get, Param, Patch, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toPlanId } from '../catalog/plan-id.types.js';
import { acceptsIncomplete } from '../osb/accepts-incomplete.js';
import { CheckDrainPipe } from './check-drain.pipe.js';
import { CheckIdPipe } from '../osb/check-id.pipe.js';
import { DeleteQueryDto } from '../osb/delete-query.dto.js';
import type { DeletionOutcome } from '../osb/deletion-outcome.js';
import { callerOf, requesterOf } from '../osb/caller-of.js';
import { toOperationString } from '../osb/operation-string.js';
import { waitForMore } from '../osb/wait-for-more.js';
import { AcknowledgeInstance } from './acknowledge-instance.js';
import { DeprovisionInstance } from './deprovision-instance.js';
import { ProvisionInstance, type ProvisionOutcome } from './provision-instance.js';
import { IncompleteQueryDto } from '../osb/incomplete-query.dto.js';
import { ProvisionRequestDto } from './provision-request.dto.js';
import { ReadInstance } from './read-instance.js';
import { UpdateInstance, type UpdateOutcome } from './update-instance.js';
import { UpdateRequestDto } from './update-request.dto.js';
import { DescribeDeprovision, DescribeFetchInstance, DescribeProvision, DescribeUpdate } from './instances.api.js';

type Outcome = ProvisionOutcome['outcome'] | UpdateOutcome['outcome'] | DeletionOutcome['outcome'];

const STATUS: Readonly<Record<Outcome, number>> = {
  created: 201,
  existing: 200,
  updated: 200,
  accepted: 202,
  deleted: 200,
};

@Controller('v2/service_instances/:instanceId')
export class InstancesController {
  constructor(
    private readonly provisionInstance: ProvisionInstance,
    private readonly updateInstance: UpdateInstance,
    private readonly acknowledgeInstance: AcknowledgeInstance,
    private readonly deprovisionInstance: DeprovisionInstance,
    private readonly readInstance: ReadInstance,
  ) {}

  @DescribeProvision()
  @Put()
  async provision(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() query: IncompleteQueryDto,
    @Body(CheckDrainPipe) body: ProvisionRequestDto,
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
      version: body.maintenance_info?.version ?? undefined,
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...callerOf(request),
    });
    answer(reply, result);
    // Not emitted when the connection was cut.
    reply.raw.once('finish', () => {
      this.acknowledgeInstance.execute(instanceId);
    });
    return toReply(result);
  }

  @DescribeUpdate()
  @Patch()
  async update(
    @Param('instanceId', CheckIdPipe) instanceId: string,
    @Query() query: IncompleteQueryDto,
    @Body(CheckDrainPipe) body: UpdateRequestDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.updateInstance.execute({
      instanceId,
      serviceId: body.service_id,
      planId: body.plan_id ?? undefined,
      context: body.context ?? {},
      parameters: body.parameters ?? {},
      version: body.maintenance_info?.version ?? undefined,
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...callerOf(request),
    });
    answer(reply, result);
    return toReply(result);
  }

  @DescribeFetchInstance()
  @Get()
  async read(@Param('instanceId', CheckIdPipe) instanceId: string): Promise<object> {
    const instance = await this.readInstance.execute(instanceId);
    const { serviceName, planName, dashboardUrl, imageVersion, request } = instance;
    return {
      service_id: serviceName,
      plan_id: toPlanId(serviceName, planName),
      ...(dashboardUrl === undefined ? {} : { dashboard_url: dashboardUrl }),
      ...(imageVersion === undefined ? {} : { maintenance_info: { version: imageVersion } }),
      parameters: request.parameters,
    };
  }

  @DescribeDeprovision()
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
      ...requesterOf(request),
    });
    answer(reply, result);
    return result.outcome === 'accepted' ? { operation: toOperationString(result.operation) } : {};
  }
}

function answer(reply: FastifyReply, { outcome }: { readonly outcome: Outcome }): void {
  reply.code(STATUS[outcome]);
  if (outcome === 'accepted') waitForMore(reply);
}

/** A dashboard that is known already is told with the first answer, also when there is more to come (PROV-14, UPD-18). */
function toReply(result: ProvisionOutcome | UpdateOutcome): object {
  return {
    ...(result.outcome === 'accepted' ? { operation: toOperationString(result.operation) } : {}),
    ...(result.dashboardUrl === undefined ? {} : { dashboard_url: result.dashboardUrl }),
  };
}

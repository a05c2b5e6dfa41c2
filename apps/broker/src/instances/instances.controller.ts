import { Body, Controller, Delete, Get, Param, Patch, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toPlanId } from '../catalog/plan-id.types.js';
import { acceptsIncomplete } from '../osb/accepts-incomplete.js';
import { CheckDrainPipe } from './check-drain.pipe.js';
import { CheckPlatformIdPipe } from '../osb/check-platform-id.pipe.js';
import { DeleteQueryDto } from '../osb/delete-query.dto.js';
import { callerOf, requesterOf } from '../osb/caller-of.js';
import { waitForMore } from '../osb/wait-for-more.js';
import { AcknowledgeInstance } from './acknowledge-instance.js';
import { DeprovisionInstance } from './deprovision-instance.js';
import { ProvisionInstance } from './provision-instance.js';
import { IncompleteQueryDto } from '../osb/incomplete-query.dto.js';
import { ProvisionRequestDto } from './provision-request.dto.js';
import { ReadInstance } from './read-instance.js';
import { type InstanceReply, toInstanceReply } from './to-instance-reply.js';
import { toInstanceWish } from './to-instance-wish.js';
import { UpdateInstance } from './update-instance.js';
import { UpdateRequestDto } from './update-request.dto.js';
import { DescribeDeprovision, DescribeFetchInstance, DescribeProvision, DescribeUpdate } from './instances.api.js';

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
    @Param('instanceId', CheckPlatformIdPipe) instanceId: string,
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
      ...toInstanceWish(body),
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...callerOf(request),
    });
    // Not emitted when the connection was cut.
    reply.raw.once('finish', () => {
      this.acknowledgeInstance.execute(instanceId);
    });
    return answer(reply, toInstanceReply(result));
  }

  @DescribeUpdate()
  @Patch()
  async update(
    @Param('instanceId', CheckPlatformIdPipe) instanceId: string,
    @Query() query: IncompleteQueryDto,
    @Body(CheckDrainPipe) body: UpdateRequestDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.updateInstance.execute({
      instanceId,
      serviceId: body.service_id,
      planId: body.plan_id ?? undefined,
      ...toInstanceWish(body),
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...callerOf(request),
    });
    return answer(reply, toInstanceReply(result));
  }

  @DescribeFetchInstance()
  @Get()
  async read(@Param('instanceId', CheckPlatformIdPipe) instanceId: string): Promise<object> {
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
    @Param('instanceId', CheckPlatformIdPipe) instanceId: string,
    @Query() query: DeleteQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const result = await this.deprovisionInstance.execute({
      instanceId,
      acceptsIncomplete: acceptsIncomplete(query.accepts_incomplete),
      ...requesterOf(request),
    });
    return answer(reply, toInstanceReply(result));
  }
}

function answer(reply: FastifyReply, { status, body }: InstanceReply): object {
  reply.code(status);
  if (status === 202) waitForMore(reply);
  return body;
}

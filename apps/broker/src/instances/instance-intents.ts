import { Injectable } from '@nestjs/common';
import {
  type ContainerPortName,
  type InstanceLogin,
  type NewInstance,
  type OpenedProvision,
  ServiceInstanceStore,
} from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { nameContainer } from '../operations/container-name.types.js';
import { makeInstanceLogin } from '../operations/make-login.types.js';
import { SettleOperation } from '../osb/settle-operation.js';
import { hashSpec } from './hash-spec.js';
import type { InstanceOrder } from './instance-order.types.js';
import { toLimits } from './instance-limits.js';
import { isShared } from './is-shared.js';
import { MemoryOrders } from './memory-orders.js';
import { TenancyOrders } from './tenancy-orders.js';

/** Stores the intent of a new instance: in a container of its own, or with others of its plan. */
@Injectable()
export class InstanceIntents {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly tenancies: TenancyOrders,
    private readonly settle: SettleOperation,
    private readonly memory: MemoryOrders,
  ) {}

  /** Without a host. `undefined`: it needs one. */
  async openInPlace(
    order: InstanceOrder,
    definition: ServiceDefinition,
  ): Promise<Exclude<OpenedProvision, { outcome: 'no room' }> | undefined> {
    return isShared(definition) ? this.tenancies.openInPlace(this.toNew(order, definition)) : undefined;
  }

  openOn(hostId: string, order: InstanceOrder, definition: ServiceDefinition): Promise<OpenedProvision> {
    const wanted = this.toNew(order, definition);
    const ports = publishedPorts(definition);
    return isShared(definition)
      ? this.tenancies.openOn({ hostId, ports }, wanted)
      : this.instances.openProvision({ ...wanted, hostId, ports });
  }

  private toNew(order: InstanceOrder, definition: ServiceDefinition): Omit<NewInstance, 'hostId' | 'ports'> {
    const { instanceId, parameters, context, organizationGuid, spaceGuid } = order;
    return {
      instanceId,
      serviceName: definition.name,
      planName: definition.plan,
      specHash: hashSpec(order),
      request: { parameters, context, organizationGuid, spaceGuid, ...makeLoginOf(definition) },
      definition,
      limits: toLimits(definition),
      memory: this.memory.ofContainer(definition),
      containerName: nameContainer(instanceId),
      operation: this.settle.newCreation(order),
    };
  }
}

/** With the intent: whoever goes on with it, and however often, starts the service with the same one. */
function makeLoginOf({ generated }: ServiceDefinition): { readonly login?: InstanceLogin } {
  return (generated ?? null) === null ? {} : { login: makeInstanceLogin(generated ?? {}) };
}

/** Those that are known before the image is: a container that was there before us has its own. */
function publishedPorts({ containerName, ports = [] }: ServiceDefinition): readonly ContainerPortName[] {
  return containerName === '' ? ports.map((port) => ({ port, protocol: 'tcp' })) : [];
}

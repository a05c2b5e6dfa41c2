import { Injectable } from '@nestjs/common';
import { type OpenedBind, type ServiceBinding, ServiceBindingStore, type ServiceInstance } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { checkParameters } from '../catalog/check-parameters.types.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { termsOf } from '../operations/binding-terms.types.js';
import { BadRequestError, ConflictError, NotFoundError } from '../osb/osb.errors.js';
import { type Caller, SettleOperation } from '../osb/settle-operation.js';
import { decideRotation } from './decide-rotation.js';
import { hashWish } from './hash-wish.js';
import { makeLogin } from '../operations/make-login.types.js';
import type { BindWish } from './to-bind-wish.js';
import { type BindingAttributes, toNewAttributes } from './to-new-attributes.js';

export interface BindingOrder extends Caller, BindWish {
  readonly instanceId: string;
  readonly bindingId: string;
}

export const DIFFERS = 'A binding of this id exists with other attributes.';

/** Stores the intent of a new binding, with the login that its script is to make. */
@Injectable()
export class BindingOrders {
  constructor(
    private readonly catalog: Catalog,
    private readonly bindings: ServiceBindingStore,
    private readonly settle: SettleOperation,
  ) {}

  /**
   * What was asked for already is not checked again: the plan of the instance may be another one by now, and the
   * predecessor gone.
   */
  async open(order: BindingOrder, instance: ServiceInstance | undefined): Promise<OpenedBind> {
    const { instanceId, bindingId } = order;
    const specHash = hashWish(order);
    const existing = await this.bindings.find(bindingId);
    const isRepeated = existing?.specHash === specHash && existing.instanceId === instanceId;
    const isKnown = isRepeated && existing.state !== 'failed';
    const { appGuid, request } = isKnown ? existing : await this.check(order, instance, existing);
    return this.bindings.openBind({
      bindingId,
      instanceId,
      appGuid,
      specHash,
      request: { ...request, login: makeLogin() },
      operation: this.settle.newCreation(order),
    });
  }

  private async check(
    order: BindingOrder,
    instance: ServiceInstance | undefined,
    existing: ServiceBinding | undefined,
  ): Promise<BindingAttributes> {
    if (!(await this.isOwnPlan(order, instance))) refuseOtherPlan(existing);
    if (instance === undefined) throw new NotFoundError('The instance does not exist.');
    if (termsOf(instance).bindable === false) throw new BadRequestError('This plan cannot be bound.');
    const attributes = toNewAttributes(order, await this.findPredecessor(order, instance));
    checkParameters(instance.definition as ServiceDefinition, 'bind', attributes.request.parameters);
    return attributes;
  }

  /** The instance's present plan is fine even when the catalog offers it no longer (CAT-04). */
  private async isOwnPlan(wish: BindWish, instance: ServiceInstance | undefined): Promise<boolean> {
    const ownService = instance?.serviceName;
    const ownPlan = instance && toPlanId(instance.serviceName, instance.planName);
    const { serviceId = ownService, planId = ownPlan } = wish;
    if (serviceId === undefined || planId === undefined) return true;
    if (serviceId === ownService && planId === ownPlan) return true;
    await this.catalog.getPlan(serviceId, planId);
    return instance === undefined;
  }

  private async findPredecessor(
    { predecessorId }: BindWish,
    instance: ServiceInstance,
  ): Promise<ServiceBinding | undefined> {
    if (predecessorId === undefined) return undefined;
    const predecessor = await this.bindings.find(predecessorId);
    switch (decideRotation(predecessor, instance.instanceId, termsOf(instance))) {
      case 'rotate':
        return predecessor;
      case 'not rotatable':
        throw new BadRequestError(
          'The bindings of this plan cannot be rotated. Bind without predecessor_binding_id, then unbind the old one.',
        );
      case 'unknown':
        throw new BadRequestError(
          'predecessor_binding_id names no binding of this instance. Name one that is there, or bind without it.',
        );
      case 'not ready':
        throw new BadRequestError(
          'The predecessor is still being made, or being removed. Wait until it is ready, or bind without it.',
        );
    }
  }
}

/** Of a binding that is there, service and plan are attributes like others (BIND-09). */
function refuseOtherPlan(existing: ServiceBinding | undefined): never {
  const isThere = existing?.state === 'creating' || existing?.state === 'ready';
  if (isThere) throw new ConflictError(DIFFERS);
  throw new BadRequestError('service_id and plan_id are not those of the instance.');
}

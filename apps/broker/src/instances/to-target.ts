import type { InstanceTarget, ServiceInstance } from '#persistence';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { fingerprint } from '../osb/fingerprint.js';
import { hashSpec } from './hash-spec.js';
import type { InstanceWish } from './to-instance-wish.js';
import { mergeParameters } from '../operations/merge-parameters.types.js';

/** What the instance becomes by the request. Names in the context that it does not repeat stay. */
export function toTarget(instance: ServiceInstance, definition: ServiceDefinition, wish: InstanceWish): InstanceTarget {
  const { serviceName, request, generation, imageVersion } = instance;
  const planId = toPlanId(serviceName, definition.plan);
  const parameters = mergeParameters(request.parameters, wish.parameters);
  const context = { ...request.context, ...wish.context };
  return {
    requestHash: fingerprint({ planId, parameters: wish.parameters, version: wish.version }),
    planName: definition.plan,
    specHash: hashSpec({ ...request, serviceId: serviceName, planId, parameters }),
    definition,
    request: { ...request, parameters, context },
    ...(wish.version === imageVersion ? {} : { imageVersion: wish.version }),
    generation: generation + 1,
  };
}

import type { ServiceInstance } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { findDrain } from './drain-parameter.types.js';
import type { Drain } from './drain.types.js';

/** `undefined`: nobody wants its log elsewhere, or there is no container yet. */
export function toDrain(instance: ServiceInstance): Omit<Drain, 'sender'> | undefined {
  const { instanceId, containerId, request } = instance;
  const url = findDrain(instance.definition as ServiceDefinition, request.parameters);
  if (url === undefined || containerId === undefined) return undefined;
  return { containerId, instanceId, url, data: toData(instance) };
}

/** Whose it is, in the platform's words; an older platform gives the two ids beside the context alone. */
function toData({ instanceId, serviceName, planName, request }: ServiceInstance): Readonly<Record<string, string>> {
  const said = (name: string): string => {
    const value = request.context[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    organization_id: said('organization_guid') || request.organizationGuid,
    organization_name: said('organization_name'),
    space_id: said('space_guid') || request.spaceGuid,
    space_name: said('space_name'),
    instance_id: instanceId,
    instance_name: said('instance_name'),
    service: serviceName,
    plan: planName,
  };
}

import type { Placement } from '#dispatch';
import type { MemorySize } from '../catalog/memory-size.types.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import { toReservedBytes } from '../catalog/reserved-memory.types.js';
import type { WantedPlace } from './host-chooser.port.js';

/** What an instance of the plan asks of its host. */
export function toPlacement({ definition, organizationGuid }: WantedPlace, defaultMemory: MemorySize): Placement {
  const { name, plan, ports } = definition;
  return {
    serviceId: name,
    planId: toPlanId(name, plan),
    ports: ports?.length ?? 1,
    memoryBytes: toReservedBytes(definition, defaultMemory),
    organizationId: organizationGuid,
  };
}

import type { NewInstance } from '#persistence';
import { anInstance, anOperation, NO_MEMORY } from '#persistence/testing';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { nameContainer } from '../container-name.types.js';
import { HOST_ID, type TestEngine } from './test-engine.js';

const KEY = 'cafe'.repeat(16);

/** An instance, and the id of the container that it shares. */
export type TestTenant = NewInstance & { readonly house: string };

/** The stored intent of an instance that shares its container. */
export async function orderTenant(
  { stores }: TestEngine,
  changes: Partial<ServiceDefinition> = {},
): Promise<TestTenant> {
  const definition = aDefinition({ numInstances: 2, ...changes });
  const { name: serviceName, plan: planName, numInstances: seats } = definition;
  const instance = anInstance(HOST_ID, { serviceName, planName, definition });
  const operation = anOperation({ deadlineMs: 600_000 });
  const newHouse = { hostId: HOST_ID, ports: [], memory: NO_MEMORY, operation, nameContainer };
  await stores.houses.openTenancy({ ...instance, tenancy: { key: KEY, seats, minFreeDiskBytes: 0 }, newHouse });
  return { ...instance, house: (await stores.instances.find(instance.instanceId))?.sharedIn ?? '' };
}

/** One that is served. */
export async function housed(engine: TestEngine): Promise<TestTenant> {
  const tenant = await orderTenant(engine);
  await engine.finish(tenant.operation.operationId);
  return tenant;
}

import { type EntityManager, Not } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { toInstance } from './instance-rows.js';
import type { ServiceInstance } from './service-instance.types.js';

export async function findInstance(
  manager: EntityManager,
  instanceId: string,
  box: SecretBox,
): Promise<ServiceInstance | undefined> {
  const row = await manager.findOneBy(ServiceInstanceEntity, { id: instanceId });
  return row === null ? undefined : toInstance(row, box);
}

export async function findOnHost(
  manager: EntityManager,
  hostId: string,
  box: SecretBox,
): Promise<readonly ServiceInstance[]> {
  const rows = await manager.findBy(ServiceInstanceEntity, { hostId, state: Not('failed') });
  return rows.map((row) => toInstance(row, box));
}

const MARKING = { version: true, specHash: true, generation: true, containerId: true, state: true, createdAt: true };

export async function findMarksOnHost(manager: EntityManager, hostId: string): Promise<ReadonlyMap<string, string>> {
  const where = { hostId, state: Not('failed') };
  const rows = await manager.find(ServiceInstanceEntity, { select: { id: true, ...MARKING }, where });
  return new Map(rows.map(({ id, ...marking }) => [id, JSON.stringify(Object.values(marking))]));
}

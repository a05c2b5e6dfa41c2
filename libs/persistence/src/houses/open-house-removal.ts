import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { openDeprovision } from '../instances/open-deprovision.js';
import type { NewOperation, Operation } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { countTenants } from './find-seat.js';

export interface HouseRemoval {
  readonly houseId: string;
  readonly emptyForMs: number;
  readonly operation: NewOperation;
}

/**
 * The transaction behind `HouseStore.openRemoval`. The first statement takes the lock that whoever moves in takes too: one
 * of the two is first, and the other one sees what it did.
 */
export async function openHouseRemoval(
  manager: EntityManager,
  context: StoreContext,
  { houseId, emptyForMs, operation }: HouseRemoval,
): Promise<Operation | undefined> {
  if (!(await lock(manager, houseId)) || (await countTenants(manager, houseId)) > 0) return undefined;
  await noteEmptiness(manager, context.nowMs, houseId);
  if (!(await isDue(manager, context.nowMs, { houseId, emptyForMs }))) return undefined;
  const opened = await openDeprovision(manager, context, houseId, operation);
  return opened.outcome === 'unknown' ? undefined : opened.operation;
}

async function lock(manager: EntityManager, houseId: string): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(ServiceInstanceEntity)
    .set({ version: () => 'version + 1' })
    .where("id = :houseId AND house_key IS NOT NULL AND state IN ('ready', 'failed')", { houseId })
    .execute();
  return affected === 1;
}

async function noteEmptiness(manager: EntityManager, nowMs: string, houseId: string): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(ServiceInstanceEntity)
    .set({ emptySince: () => nowMs })
    .where('id = :houseId AND empty_since IS NULL', { houseId })
    .execute();
}

const IS_DRAINING = `EXISTS (SELECT 1 FROM docker_host h WHERE h.id = i.host_id AND h.admission = 'draining')`;

/** What was never usable is nothing to wait for, nor is anybody to move in where an operator drains the host. */
function isDue(
  manager: EntityManager,
  nowMs: string,
  { houseId, emptyForMs }: Pick<HouseRemoval, 'houseId' | 'emptyForMs'>,
): Promise<boolean> {
  return manager
    .createQueryBuilder(ServiceInstanceEntity, 'i')
    .where('i.id = :houseId', { houseId })
    .andWhere(`(i.state = 'failed' OR i.empty_since <= ${nowMs} - ${Math.trunc(emptyForMs)} OR ${IS_DRAINING})`)
    .getExists();
}

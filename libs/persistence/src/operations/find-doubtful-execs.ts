import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

const MOST_EXECS = 20;

/** Two questions, since a database that is asked for an instance or its tenants at once reads all operations. */
export async function findDoubtfulExecs(manager: EntityManager, instanceId: string): Promise<readonly string[]> {
  const ids = [instanceId, ...(await findTenants(manager, instanceId))];
  const condition = "exec_id IS NOT NULL AND state <> 'succeeded'";
  const tail = `ORDER BY created_at DESC LIMIT ${MOST_EXECS}`;
  const asked = { wanted: ['execId'], condition, tail } as const;
  const rows = await findRows(manager, OperationEntity, { instanceId: ids }, asked);
  return rows.flatMap(({ execId }) => execId ?? []);
}

/** Nobody lives in what is no house. */
async function findTenants(manager: EntityManager, houseId: string): Promise<readonly string[]> {
  const rows = await findRows(manager, ServiceInstanceEntity, { sharedIn: houseId }, { wanted: ['id'] });
  return rows.map(({ id }) => id);
}

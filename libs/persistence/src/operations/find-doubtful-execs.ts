import type { EntityManager } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

const MOST_EXECS = 20;

/** Two questions, since a database that is asked for an instance or its tenants at once reads all operations. */
export async function findDoubtfulExecs(manager: EntityManager, instanceId: string): Promise<readonly string[]> {
  const ids = [instanceId, ...(await findTenants(manager, instanceId))];
  const rows = await manager
    .createQueryBuilder(OperationEntity, 'o')
    .select('o.exec_id', 'execId')
    .where("o.instance_id IN (:...ids) AND o.exec_id IS NOT NULL AND o.state <> 'succeeded'", { ids })
    .orderBy('o.created_at', 'DESC')
    .limit(MOST_EXECS)
    .getRawMany<{ execId: string }>();
  return rows.map(({ execId }) => execId);
}

/** Nobody lives in what is no house. */
async function findTenants(manager: EntityManager, houseId: string): Promise<readonly string[]> {
  const rows = await manager.find(ServiceInstanceEntity, { select: { id: true }, where: { sharedIn: houseId } });
  return rows.map(({ id }) => id);
}

import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Database } from '../database/database.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { findClaimsOfAll } from '../ports/claim-ports.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { InstanceOverview } from './instance-overview.port.js';
import type {
  BindingSummary,
  InstanceDetails,
  InstancePage,
  InstanceSummary,
  OperationSummary,
  OverviewQuery,
} from './instance-overview.types.js';
import {
  SHOWN_COLUMNS,
  type ShownInstance,
  toBindingSummary,
  toInstanceSummary,
  toOperationSummary,
} from './overview-rows.js';

type Cursor = Pick<ServiceInstanceEntity, 'id' | 'createdAt'>;

export class TypeormInstanceOverview extends InstanceOverview {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
  }

  override list(query: OverviewQuery): Promise<InstancePage | 'unknown cursor'> {
    return this.database.read(async (manager) => {
      const cursor = query.after === undefined ? undefined : await findCursor(manager, query.after);
      if (cursor === null) return 'unknown cursor';
      const rows = await pageOf(manager, query, cursor).getMany();
      const shown = rows.slice(0, query.limit);
      return { instances: await this.summarize(manager, shown), hasMore: rows.length > shown.length };
    });
  }

  override find(instanceId: string, mostOperations: number): Promise<InstanceDetails | undefined> {
    return this.database.read(async (manager) => {
      const row = await instances(manager).where('i.id = :instanceId', { instanceId }).getOne();
      if (row === null) return undefined;
      const [summary] = await this.summarize(manager, [row]);
      if (summary === undefined) return undefined;
      return {
        ...summary,
        bindings: await this.bindingsOf(manager, instanceId),
        operations: await this.operationsOf(manager, instanceId, mostOperations),
      };
    });
  }

  private async summarize(manager: EntityManager, rows: readonly ShownInstance[]): Promise<readonly InstanceSummary[]> {
    const houses = await findHouses(manager, rows);
    const homes = rows.map((row) => houses.find(({ id }) => id === row.sharedIn) ?? row);
    const claims = await findClaimsOfAll(
      manager,
      homes.map(({ id }) => id),
    );
    return rows.map((row, index) => {
      const home = homes[index] ?? row;
      return toInstanceSummary(row, { home, ports: claims.get(home.id) ?? [] }, this.box);
    });
  }

  private async bindingsOf(manager: EntityManager, instanceId: string): Promise<readonly BindingSummary[]> {
    const rows = await manager.find(ServiceBindingEntity, {
      select: { id: true, instanceId: true, appGuid: true, requestSealed: true, state: true, createdAt: true },
      where: { instanceId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => toBindingSummary(row, this.box));
  }

  private async operationsOf(
    manager: EntityManager,
    instanceId: string,
    limit: number,
  ): Promise<readonly OperationSummary[]> {
    const rows = await manager.find(OperationEntity, {
      where: { instanceId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit,
    });
    return rows.map((row) => toOperationSummary(row, this.box));
  }
}

function instances(manager: EntityManager): SelectQueryBuilder<ServiceInstanceEntity> {
  return manager.createQueryBuilder(ServiceInstanceEntity, 'i').select(SHOWN_COLUMNS.map((column) => `i.${column}`));
}

/** Those in whose containers some of these live. */
function findHouses(manager: EntityManager, rows: readonly ShownInstance[]): Promise<ShownInstance[]> {
  const ids = [...new Set(rows.flatMap(({ sharedIn }) => sharedIn ?? []))];
  return ids.length === 0 ? Promise.resolve([]) : instances(manager).where('i.id IN (:...ids)', { ids }).getMany();
}

function findCursor(manager: EntityManager, instanceId: string): Promise<Cursor | null> {
  return manager.findOne(ServiceInstanceEntity, { select: { id: true, createdAt: true }, where: { id: instanceId } });
}

/** With one more than is shown, which tells whether there are more. */
function pageOf(
  manager: EntityManager,
  { limit, serviceName, hostId, state }: OverviewQuery,
  cursor: Cursor | undefined,
): SelectQueryBuilder<ServiceInstanceEntity> {
  const query = instances(manager);
  if (serviceName !== undefined) query.andWhere('i.service_name = :serviceName', { serviceName });
  if (hostId !== undefined) query.andWhere('i.host_id = :hostId', { hostId });
  if (state !== undefined) query.andWhere('i.state = :state', { state });
  if (cursor !== undefined)
    query.andWhere('i.created_at <= :before AND (i.created_at < :before OR i.id < :after)', {
      before: cursor.createdAt,
      after: cursor.id,
    });
  return query
    .orderBy('i.created_at', 'DESC')
    .addOrderBy('i.id', 'DESC')
    .limit(limit + 1);
}

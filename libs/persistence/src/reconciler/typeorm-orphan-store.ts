import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Database } from '../database/database.js';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { InstanceHealth } from '../instances/service-instance.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { adoptInstance } from './adopt-instance.js';
import { OrphanStore } from './orphan-store.port.js';
import type { AdoptedInstance, Adoption, Attention, Orphan, WatchedInstance } from './orphan.types.js';
import { toOrphans } from './to-orphans.js';

const OLDEST_FIRST = { order: { hostId: 'ASC', firstSeen: 'ASC' } } as const;

export class TypeormOrphanStore extends OrphanStore {
  private readonly nowMs: string;

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override report(silentMs: number): Promise<Attention> {
    return this.database.read(async (manager) => ({
      orphans: (await toOrphans(manager, await manager.find(OrphanEntity, OLDEST_FIRST))).filter(
        ({ isOwned }) => !isOwned,
      ),
      ailing: await findAiling(manager),
      unacknowledged: await watched(
        instances(manager).where(
          `i.acknowledged_at IS NULL AND i.state IN ('creating', 'ready') AND i.created_at < ${this.nowMs} - ${Math.trunc(silentMs)}`,
        ),
      ),
    }));
  }

  override async find(hostId: string, resourceId: string): Promise<Orphan | undefined> {
    const orphans = await this.database.read(async (manager) =>
      toOrphans(manager, await manager.findBy(OrphanEntity, { hostId, resourceId })),
    );
    return orphans[0];
  }

  override async forget({ hostId, kind, resourceId }: Orphan): Promise<void> {
    await this.database.write('forget orphan', (manager) => manager.delete(OrphanEntity, { hostId, kind, resourceId }));
  }

  override adopt(instance: AdoptedInstance): Promise<Adoption> {
    const context = { nowMs: this.nowMs, box: this.box };
    return this.database.transaction('adopt instance', (manager) => adoptInstance(manager, context, instance));
  }
}

function instances(manager: EntityManager): SelectQueryBuilder<ServiceInstanceEntity> {
  const columns = ['id', 'serviceName', 'planName', 'hostId', 'health', 'state', 'createdAt'].map(
    (column) => `i.${column}`,
  );
  return manager.createQueryBuilder(ServiceInstanceEntity, 'i').select(columns);
}

/** Nearly all are ready: asked for that too, SQLite would look for them by their state. */
async function findAiling(manager: EntityManager): Promise<readonly WatchedInstance[]> {
  const rows = await oldestFirst(instances(manager).where("i.health IN ('degraded', 'lost')"));
  return toWatched(rows.filter(({ state }) => state === 'ready'));
}

async function watched(query: SelectQueryBuilder<ServiceInstanceEntity>): Promise<readonly WatchedInstance[]> {
  return toWatched(await oldestFirst(query));
}

function oldestFirst(query: SelectQueryBuilder<ServiceInstanceEntity>): Promise<ServiceInstanceEntity[]> {
  return query.orderBy('i.created_at').addOrderBy('i.id').getMany();
}

function toWatched(rows: readonly ServiceInstanceEntity[]): readonly WatchedInstance[] {
  return rows.map(({ id, serviceName, planName, hostId, health, createdAt }) => ({
    instanceId: id,
    serviceName,
    planName,
    hostId,
    health: health as InstanceHealth,
    createdAt,
  }));
}

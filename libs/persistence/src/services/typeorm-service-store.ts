import { isDeepStrictEqual } from 'node:util';
import { type EntityManager, IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { CatalogEntity } from '../entities/catalog.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { ServicePlanEntity } from '../entities/service-plan.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import type { CatalogIdentity, CatalogSeed, RemovedService, ServicePlan, StoredPlan } from './service-plan.types.js';
import { ServiceStore } from './service-store.port.js';

const CATALOG_ID = 1;
const SHOWN_INSTANCES = 10;

export class TypeormServiceStore extends ServiceStore {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
  }

  override seed({ plans, ...identity }: CatalogSeed): Promise<boolean> {
    return this.database.transaction('seed catalog', async (manager) => {
      if ((await manager.countBy(CatalogEntity, { id: CATALOG_ID })) > 0) return false;
      await manager.insert(CatalogEntity, { id: CATALOG_ID, revision: 1, ...identity });
      for (const [position, plan] of plans.entries()) await this.upsert(manager, plan, position + 1);
      return true;
    });
  }

  override async identity(): Promise<CatalogIdentity> {
    const { name, userName, passwordHash } = await this.database.read((manager) =>
      manager.findOneByOrFail(CatalogEntity, { id: CATALOG_ID }),
    );
    return { name, userName, passwordHash };
  }

  /** Read with every catalog request, hence without the ORM's entities. */
  override async revision(): Promise<number> {
    const rows = await this.database.read((manager) =>
      manager.query<{ revision: number }[]>('SELECT revision FROM catalog WHERE id = 1'),
    );
    return rows[0]?.revision ?? 0;
  }

  /** Rows as they come: the ORM would take those for one whose keys, joined by "_", are the same text. */
  override async findAll(): Promise<readonly StoredPlan[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ServicePlanEntity, 'p')
        .select('p.service_name', 'serviceName')
        .addSelect('p.plan_name', 'planName')
        .addSelect('p.definition_sealed', 'definitionSealed')
        .addSelect('p.image_version', 'imageVersion')
        .orderBy('p.position')
        .addOrderBy('p.plan_name')
        .getRawMany<Omit<ServicePlanEntity, 'position'>>(),
    );
    return rows.map((row) => ({
      serviceName: row.serviceName,
      planName: row.planName,
      definition: this.box.openJson(row.definitionSealed, placeOf(row)) as Record<string, unknown>,
      imageVersion: row.imageVersion ?? undefined,
    }));
  }

  /** The revision is raised with it, and only if it is news. */
  override async recordImageVersion(plan: ServicePlan, imageVersion: string): Promise<void> {
    const { serviceName, planName } = plan;
    await this.database.transaction('record image version', async (manager) => {
      const where = { serviceName, planName, imageVersion: IsNull() };
      const row = await manager.findOneBy(ServicePlanEntity, where);
      if (row === null || !this.isSame(row, plan)) return;
      await raiseRevision(manager);
      await manager.update(ServicePlanEntity, where, { imageVersion });
    });
  }

  override put(plan: ServicePlan, revision?: number): Promise<boolean> {
    return this.database.transaction('put plan', async (manager) => {
      if (!(await raiseRevision(manager, revision)) && revision !== undefined) return false;
      const last = await manager.maximum(ServicePlanEntity, 'position');
      await this.upsert(manager, plan, (last ?? 0) + 1);
      return true;
    });
  }

  override replaceAll(plans: readonly ServicePlan[], revision: number): Promise<boolean> {
    return this.database.transaction('replace plans', async (manager) => {
      if (!(await raiseRevision(manager, revision))) return false;
      const rows = await manager.find(ServicePlanEntity);
      for (const row of rows.filter((one) => !plans.some((plan) => isOf(plan, one))))
        await manager.delete(ServicePlanEntity, keyOf(row));
      for (const [index, plan] of plans.entries()) {
        const row = rows.find((one) => isOf(plan, one));
        if (row === undefined || !this.isSame(row, plan)) await this.upsert(manager, plan, index + 1);
        if (row !== undefined && row.position !== index + 1)
          await manager.update(ServicePlanEntity, keyOf(plan), { position: index + 1 });
      }
      return true;
    });
  }

  override remove(serviceName: string): Promise<RemovedService> {
    return this.database.transaction('remove plans', async (manager): Promise<RemovedService> => {
      await raiseRevision(manager);
      const where = { serviceName };
      const used = await manager.find(ServiceInstanceEntity, {
        select: { id: true },
        where: { ...where, houseKey: IsNull() },
        take: SHOWN_INSTANCES,
      });
      if (used.length > 0) return { outcome: 'in use', instanceIds: used.map((row) => row.id) };
      const { affected } = await manager.delete(ServicePlanEntity, where);
      return { outcome: (affected ?? 0) > 0 ? 'removed' : 'unknown' };
    });
  }

  override removePlan(serviceName: string, planName: string): Promise<boolean> {
    return this.database.transaction('remove plan', async (manager) => {
      await raiseRevision(manager);
      const { affected } = await manager.delete(ServicePlanEntity, { serviceName, planName });
      return (affected ?? 0) > 0;
    });
  }

  private isSame(row: ServicePlanEntity, { definition }: ServicePlan): boolean {
    return isDeepStrictEqual(this.box.openJson(row.definitionSealed, placeOf(row)), definition);
  }

  private async upsert(manager: EntityManager, plan: ServicePlan, position: number): Promise<void> {
    const key = { serviceName: plan.serviceName, planName: plan.planName };
    const definitionSealed = this.box.sealJson(plan.definition, placeOf(key));
    const { affected } = await manager.update(ServicePlanEntity, key, { definitionSealed, imageVersion: null });
    if (affected !== 1) await manager.insert(ServicePlanEntity, { ...key, position, definitionSealed });
  }
}

function placeOf({ serviceName, planName }: { serviceName: string; planName: string }): SecretPlace {
  return { table: 'service_plan', column: 'definition', rowId: `${serviceName}/${planName}` };
}

/** First statement of each change: it also puts the changes of several brokers in order. False: it is another one by now. */
async function raiseRevision(manager: EntityManager, revision?: number): Promise<boolean> {
  const where = { id: CATALOG_ID, ...(revision === undefined ? {} : { revision }) };
  const { affected } = await manager.update(CatalogEntity, where, { revision: () => 'revision + 1' });
  return affected === 1;
}

type PlanKey = Pick<ServicePlan, 'serviceName' | 'planName'>;

function keyOf({ serviceName, planName }: PlanKey): PlanKey {
  return { serviceName, planName };
}

function isOf(plan: PlanKey, row: PlanKey): boolean {
  return plan.serviceName === row.serviceName && plan.planName === row.planName;
}

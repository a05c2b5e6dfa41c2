import type { Database } from '../database/database.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { refuseOrder } from '../instances/refuse-order.js';
import { endOperation } from '../operations/operation-rows.js';
import type { Claim, Operation } from '../operations/operation.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { HouseStore } from './house-store.port.js';
import type { NewTenant, OpenedTenancy } from './house.types.js';
import { type HouseRemoval, openHouseRemoval } from './open-house-removal.js';
import { NoSeat, openTenancy } from './open-tenancy.js';

const MOST_EMPTY = 100;

export class TypeormHouseStore extends HouseStore {
  private readonly nowMs: string;

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override openTenancy(tenant: NewTenant): Promise<OpenedTenancy> {
    const context = { nowMs: this.nowMs, box: this.box };
    return this.database
      .transaction('open tenancy', (manager) => openTenancy(manager, context, tenant))
      .catch(toRefusal);
  }

  /** Asked in a way that has the index of houses looked at, and not that of states, which nearly all instances share. */
  override async findEmpty(): Promise<readonly string[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ServiceInstanceEntity, 'i')
        .select('i.id', 'id')
        .where("i.house_key > '' AND i.state NOT IN ('creating', 'updating', 'deleting')")
        .andWhere('NOT EXISTS (SELECT 1 FROM service_instance t WHERE t.shared_in = i.id)')
        .orderBy('i.house_key')
        .addOrderBy('i.id')
        .limit(MOST_EMPTY)
        .getRawMany<{ id: string }>(),
    );
    return rows.map(({ id }) => id);
  }

  override openRemoval(removal: HouseRemoval): Promise<Operation | undefined> {
    const context = { nowMs: this.nowMs, box: this.box };
    return this.database.transaction('open house removal', (manager) => openHouseRemoval(manager, context, removal));
  }

  override failLeaving(claim: Claim, instanceId: string, description: string): Promise<void> {
    return this.database.transaction('fail leaving', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'failed', description });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, { state: 'deleting' });
    });
  }
}

function toRefusal(error: unknown): OpenedTenancy {
  return error instanceof NoSeat ? { outcome: 'no seat' } : refuseOrder(error);
}

import { type EntityManager, IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { openDefinition } from '../instances/instance-rows.js';
import { SecretUnreadableError } from '../persistence.errors.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { ReservationStore, type ToReservedBytes } from './reservation-store.port.js';

type Unfilled = Pick<ServiceInstanceEntity, 'id' | 'definitionSealed' | 'sharedIn'>;

const PAGE = 200;

export class TypeormReservationStore extends ReservationStore {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
  }

  override async fill(toBytes: ToReservedBytes): Promise<void> {
    for (;;) {
      const rows = await this.database.read(findUnfilled);
      if (rows.length === 0) return;
      await this.database.transaction('fill reservations', async (manager) => {
        for (const row of rows) await fillOne(manager, row.id, this.readReserved(row, toBytes));
      });
    }
  }

  /** One row that does not open is no reason not to start. Who shares a container reserves nothing. */
  private readReserved(row: Unfilled, toBytes: ToReservedBytes): number {
    if (row.sharedIn !== null) return 0;
    try {
      return toBytes(openDefinition(row, this.box));
    } catch (error) {
      if (error instanceof SecretUnreadableError) return 0;
      throw error;
    }
  }
}

function findUnfilled(manager: EntityManager): Promise<readonly Unfilled[]> {
  return manager.find(ServiceInstanceEntity, {
    select: { id: true, definitionSealed: true, sharedIn: true },
    where: { memoryBytes: IsNull() },
    order: { id: 'ASC' },
    take: PAGE,
  });
}

/** An update that has ended meanwhile knows better. */
async function fillOne(manager: EntityManager, id: string, memoryBytes: number): Promise<void> {
  await manager.update(ServiceInstanceEntity, { id, memoryBytes: IsNull() }, { memoryBytes });
}

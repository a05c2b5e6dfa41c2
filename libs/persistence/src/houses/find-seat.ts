import type { EntityManager } from 'typeorm';
import { HostEntity } from '../entities/host.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { admitToHost } from '../hosts/admit-to-host.js';
import { IS_OPEN, IS_UNSAFE, MISSED_BEATS, MOST_FAILURES } from '../hosts/host-rules.js';
import { hostOf } from '../instances/instance-rows.js';
import type { Tenancy } from './house.types.js';

export interface Seat {
  readonly houseId: string;
  readonly hostId: string;
}

/**
 * A seat that nobody else can get until this transaction ends: tenants are counted under the lock of their house's row.
 * Whoever had to wait for such a lock looks again, since a house may have been opened meanwhile. Oldest houses first, by
 * everybody, so that younger ones get empty and no two wait for each other.
 */
export async function findSeat(manager: EntityManager, nowMs: string, tenancy: Tenancy): Promise<Seat | undefined> {
  const full = new Set<string>();
  for (;;) {
    const houseId = (await findOpen(manager, nowMs, tenancy)).find((id) => !full.has(id));
    if (houseId === undefined) return undefined;
    const hostId = (await lock(manager, houseId)) ? await hostOf(manager, houseId) : undefined;
    if (hostId !== undefined && (await hasSeat(manager, houseId, tenancy)) && (await admitToHost(manager, hostId)))
      return { houseId, hostId };
    full.add(houseId);
  }
}

async function hasSeat(manager: EntityManager, houseId: string, { seats }: Tenancy): Promise<boolean> {
  return (await countTenants(manager, houseId)) < seats;
}

export function countTenants(manager: EntityManager, houseId: string): Promise<number> {
  return manager.countBy(ServiceInstanceEntity, { sharedIn: houseId });
}

/** Where a new instance may go, just as a new container: on hosts that live and serve. Not into what is being undone. */
async function findOpen(manager: EntityManager, nowMs: string, tenancy: Tenancy): Promise<readonly string[]> {
  const { key, seats, minFreeDiskBytes } = tenancy;
  const rows = await manager
    .createQueryBuilder(ServiceInstanceEntity, 'i')
    .innerJoin(HostEntity, 'h', `h.id = i.host_id AND ${servesOf(nowMs)}`)
    .select('i.id', 'id')
    .where("i.house_key = :key AND i.state IN ('creating', 'ready') AND i.health = 'ok'", { key })
    .andWhere(`NOT EXISTS (${UNDONE})`)
    .andWhere(`(${TENANTS}) < :seats`, { seats })
    .andWhere('COALESCE(h.free_disk_bytes, :minFreeDiskBytes) >= :minFreeDiskBytes', { minFreeDiskBytes })
    .orderBy('i.created_at')
    .addOrderBy('i.id')
    .getRawMany<{ id: string }>();
  return rows.map(({ id }) => id);
}

function servesOf(nowMs: string): string {
  const isAlive = `${nowMs} - h.last_ping <= h.keepalive_s * ${MISSED_BEATS * 1_000}`;
  const answers = `h.engine_failures < ${MOST_FAILURES} AND NOT (${IS_UNSAFE})`;
  return `h.is_active = 1 AND ${IS_OPEN} AND ${answers} AND h.full_until <= ${nowMs} AND ${isAlive}`;
}

const UNDONE = `SELECT 1 FROM operation o WHERE o.instance_id = i.id AND o.live_key IS NOT NULL AND o.mode = 'undo'`;
const TENANTS = 'SELECT COUNT(*) FROM service_instance t WHERE t.shared_in = i.id';

/** False: it is being removed, or has failed. */
async function lock(manager: EntityManager, houseId: string): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(ServiceInstanceEntity)
    .set({ version: () => 'version + 1', emptySince: null })
    .where("id = :houseId AND house_key IS NOT NULL AND state IN ('creating', 'ready')", { houseId })
    .execute();
  return affected === 1;
}

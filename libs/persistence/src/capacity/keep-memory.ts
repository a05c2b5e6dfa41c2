import type { EntityManager } from 'typeorm';
import { HostLockEntity } from '../entities/host-lock.entity.js';
import { HostEntity } from '../entities/host.entity.js';
import { NoRoom } from '../instances/no-room.js';
import type { MemoryOrder } from './memory-order.types.js';
import { remainingMemory } from './remaining-memory.js';
import { sumReservedByOthers } from './reserved-memory.js';

interface Reservation {
  readonly hostId: string;
  /** What it has reserved so far does not count. */
  readonly instanceId: string;
  readonly memory: MemoryOrder;
}

/**
 * Throws `NoRoom` where the host has less memory left. Summed under a lock of the host's own, so that whoever else wants
 * some waits until this transaction has ended, and sees what it did (failure-model row 16). A host that was never measured
 * has no bound, and who reserves nothing takes no lock.
 */
export async function keepMemory(
  manager: EntityManager,
  { hostId, instanceId, memory: { bytes, share } }: Reservation,
): Promise<void> {
  if (bytes === 0) return;
  const host = await manager.findOne(HostEntity, {
    select: { id: true, totalMemoryBytes: true },
    where: { id: hostId },
  });
  const total = host?.totalMemoryBytes ?? undefined;
  if (total === undefined) return;
  await lockHost(manager, hostId);
  const reserved = await sumReservedByOthers(manager, hostId, instanceId);
  if (remainingMemory(total, share, reserved) < bytes) throw new NoRoom();
}

/** Two that see no row yet both insert one: the unique key has the second transaction run again. */
async function lockHost(manager: EntityManager, hostId: string): Promise<void> {
  const { affected } = await manager.update(HostLockEntity, { hostId }, { version: () => 'version + 1' });
  if (affected === 0) await manager.insert(HostLockEntity, { hostId, version: 0 });
}

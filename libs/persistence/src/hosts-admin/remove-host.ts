import type { EntityManager } from 'typeorm';
import { CertificateEntity } from '../entities/certificate.entity.js';
import { HostLockEntity } from '../entities/host-lock.entity.js';
import { HostEntity } from '../entities/host.entity.js';
import { ImagePullEntity } from '../entities/image-pull.entity.js';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { MISSED_BEATS } from '../hosts/host-rules.js';
import type { HostAdmission } from '../hosts/host-admission.types.js';
import { lockHost } from '../hosts/lock-host.js';
import { countResidents } from './count-residents.js';
import { giveUpInstance } from './give-up-instance.js';
import type { BegunRemoval, RemovalStep } from './host-details.types.js';

/** Few enough for a short transaction: others wait for it, on SQLite all of them. */
const MOST_AT_ONCE = 25;

/** Thrown to undo a transaction that has already closed the host; never leaves the store. */
export class Occupied extends Error {
  constructor(readonly refusal: BegunRemoval) {
    super();
  }
}

interface Removal {
  readonly hostId: string;
  readonly nowMs: string;
}

/** The transaction behind `HostAdminStore.beginRemoval`. */
export async function beginRemoval(
  manager: EntityManager,
  { hostId, nowMs }: Removal,
  isForced: boolean,
): Promise<BegunRemoval> {
  if (!(await lockSilent(manager, { hostId, nowMs }, 'id = :hostId')))
    return { outcome: (await manager.existsBy(HostEntity, { id: hostId })) ? 'alive' : 'unknown' };
  const left = (await countResidents(manager, hostId)).get(hostId);
  if (!isForced && left !== undefined) throw new Occupied({ outcome: 'occupied', ...left });
  return { outcome: 'begun' };
}

/** The transaction behind `HostAdminStore.continueRemoval`. */
export async function continueRemoval(
  manager: EntityManager,
  { hostId, nowMs }: Removal,
  description: string,
): Promise<RemovalStep> {
  if (!(await lockSilent(manager, { hostId, nowMs }, "id = :hostId AND admission = 'removing'")))
    return explainEnd(manager, hostId);
  const rows = await findNext(manager, hostId);
  if (rows.length === 0) return forgetHost(manager, hostId);
  for (const { id } of rows) await giveUpInstance(manager, { nowMs, description }, id);
  const orders = rows.filter(({ houseKey, state }) => houseKey === null && state !== 'failed');
  return { outcome: 'going on', instanceIds: orders.map(({ id }) => id) };
}

/**
 * First statement of each transaction: no ping, and no order that is about to be placed there, slips in between. The epoch
 * stops whoever looks after the host.
 */
async function lockSilent(manager: EntityManager, { hostId, nowMs }: Removal, where: string): Promise<boolean> {
  if (!(await manager.existsBy(HostEntity, { id: hostId }))) return false;
  await lockHost(manager, hostId);
  const isSilent = `${nowMs} - last_ping > keepalive_s * ${MISSED_BEATS * 1_000}`;
  const { affected } = await manager
    .createQueryBuilder()
    .update(HostEntity)
    .set({ admission: 'removing', reconciler: null, reconcileEpoch: () => 'reconcile_epoch + 1' })
    .where(`${where} AND ${isSilent}`, { hostId })
    .execute();
  return affected === 1;
}

/** A host that is not there was removed by somebody else, or by us when the answer to the COMMIT got lost (row 7). */
async function explainEnd(manager: EntityManager, hostId: string): Promise<RemovalStep> {
  const host = await manager.findOneBy(HostEntity, { id: hostId });
  if (host === null) return { outcome: 'removed' };
  return { outcome: (host.admission as HostAdmission) === 'removing' ? 'alive' : 'called off' };
}

/** Those who share a container before the container. */
function findNext(
  manager: EntityManager,
  hostId: string,
): Promise<Pick<ServiceInstanceEntity, 'id' | 'houseKey' | 'state'>[]> {
  return manager
    .createQueryBuilder(ServiceInstanceEntity, 'i')
    .select(['i.id', 'i.houseKey', 'i.state'])
    .addSelect('CASE WHEN i.house_key IS NULL THEN 0 ELSE 1 END', 'is_house')
    .where('i.host_id = :hostId', { hostId })
    .orderBy('is_house')
    .addOrderBy('i.id')
    .limit(MOST_AT_ONCE)
    .getMany();
}

/** Certificates are those of a name: another engine may listen there on another port. */
async function forgetHost(manager: EntityManager, hostId: string): Promise<RemovalStep> {
  const { dockerHost } = await manager.findOneByOrFail(HostEntity, { id: hostId });
  for (const entity of [PortClaimEntity, OrphanEntity, ImagePullEntity, HostLockEntity])
    await manager.delete(entity, { hostId });
  await manager.delete(HostEntity, { id: hostId });
  if (!(await manager.existsBy(HostEntity, { dockerHost }))) await manager.delete(CertificateEntity, { dockerHost });
  return { outcome: 'removed' };
}

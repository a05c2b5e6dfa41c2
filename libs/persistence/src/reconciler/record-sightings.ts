import { type EntityManager, In, IsNull } from 'typeorm';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import type { HostSightings, Resource } from './host-pass.types.js';

const SET_ASIDE_MS = 600_000;

/** The transaction behind `HostPassStore.recordSightings`, after its guard. */
export async function recordSightings(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
  { orphans, strangersPorts }: HostSightings,
): Promise<void> {
  await keepOrphans(manager, nowMs, hostId, orphans);
  await setPortsAside(manager, nowMs, hostId, strangersPorts);
  await freeClaims(manager, nowMs, hostId);
}

async function keepOrphans(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
  orphans: readonly Resource[],
): Promise<void> {
  const known = await manager.findBy(OrphanEntity, { hostId });
  for (const kind of ['container', 'volume'] as const) {
    const seen = orphans.filter((orphan) => orphan.kind === kind);
    const before = known.filter((row) => row.kind === kind).map(({ resourceId }) => resourceId);
    const gone = before.filter((id) => !seen.some(({ resourceId }) => resourceId === id));
    const again = before.filter((id) => !gone.includes(id));
    const added = seen.filter(({ resourceId }) => !before.includes(resourceId));
    if (gone.length > 0) await manager.delete(OrphanEntity, { hostId, kind, resourceId: In(gone) });
    if (again.length > 0)
      await manager.update(OrphanEntity, { hostId, kind, resourceId: In(again) }, { lastSeen: () => nowMs });
    for (const orphan of added) await addOrphan(manager, nowMs, hostId, orphan);
  }
}

async function addOrphan(manager: EntityManager, nowMs: string, hostId: string, orphan: Resource): Promise<void> {
  const { kind, resourceId, name, instanceId, operationId } = orphan;
  const row = { hostId, kind, resourceId, name, instanceId, operationId: operationId ?? null };
  const times = { firstSeen: () => nowMs, lastSeen: () => nowMs };
  await manager
    .createQueryBuilder()
    .insert()
    .into(OrphanEntity)
    .values({ ...row, ...times })
    .updateEntity(false)
    .execute();
}

async function setPortsAside(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
  ports: HostSightings['strangersPorts'],
): Promise<void> {
  const untilAt = (): string => `${nowMs} + ${SET_ASIDE_MS}`;
  for (const { hostPort, protocol } of ports) {
    const place = { hostId, hostPort, protocol };
    const claim = await manager.findOneBy(PortClaimEntity, place);
    if (claim === null)
      await manager
        .createQueryBuilder()
        .insert()
        .into(PortClaimEntity)
        .values({ ...place, instanceId: null, containerPort: null, untilAt })
        .updateEntity(false)
        .execute();
    else await manager.update(PortClaimEntity, { ...place, instanceId: IsNull() }, { untilAt });
  }
}

/** Of a claim that is not needed: there is no such instance on this host, or its creation failed and was undone. */
const WITHOUT_OWNER = `host_id = :hostId AND instance_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM service_instance i
    WHERE i.id = port_claim.instance_id AND i.host_id = port_claim.host_id AND i.state <> 'failed')
  AND NOT EXISTS (SELECT 1 FROM operation o
    WHERE o.instance_id = port_claim.instance_id AND o.binding_id IS NULL AND o.live_key IS NOT NULL)`;

/** `until_at` of a claim with an instance: when it will be freed unless its owner is found before. */
async function freeClaims(manager: EntityManager, nowMs: string, hostId: string): Promise<void> {
  await manager
    .createQueryBuilder()
    .delete()
    .from(PortClaimEntity)
    .where(`until_at < ${nowMs} AND ${WITHOUT_OWNER}`, { hostId })
    .execute();
  await manager
    .createQueryBuilder()
    .update(PortClaimEntity)
    .set({ untilAt: null })
    .where(`until_at IS NOT NULL AND host_id = :hostId AND instance_id IS NOT NULL AND NOT (${WITHOUT_OWNER})`, {
      hostId,
    })
    .execute();
  await manager
    .createQueryBuilder()
    .update(PortClaimEntity)
    .set({ untilAt: () => `${nowMs} + ${SET_ASIDE_MS}` })
    .where(`until_at IS NULL AND ${WITHOUT_OWNER}`, { hostId })
    .execute();
}

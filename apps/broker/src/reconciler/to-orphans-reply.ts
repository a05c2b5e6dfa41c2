import type { WatchedInstance } from '#persistence';
import type { ListedOrphan, OrphanReport } from './list-orphans.js';

/** Body of GET /admin/orphans. */
export function toOrphansReply({ orphans, ailing, unacknowledged }: OrphanReport): object {
  return {
    orphans: orphans.map(toOrphanReply),
    ailing_instances: ailing.map((instance) => ({ ...toInstanceReply(instance), health: instance.health })),
    unacknowledged_instances: unacknowledged.map(toInstanceReply),
  };
}

function toOrphanReply(orphan: ListedOrphan): object {
  return {
    host_id: orphan.hostId,
    kind: orphan.kind,
    id: orphan.resourceId,
    name: orphan.name,
    instance_id: orphan.instanceId,
    operation_id: orphan.operationId ?? null,
    first_seen: toTime(orphan.firstSeen),
    last_seen: toTime(orphan.lastSeen),
    verdict: orphan.verdict,
  };
}

function toInstanceReply({ instanceId, serviceName, planName, hostId, createdAt }: WatchedInstance): object {
  return {
    instance_id: instanceId,
    service: serviceName,
    plan: planName,
    host_id: hostId === '' ? null : hostId,
    created_at: toTime(createdAt),
  };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

import type { ContainerSummary, HostPort } from '#docker-driver';
import type { HostRecords, InstanceRecord, Resource } from '#persistence';
import { decideInstanceAction, type InstanceAction } from './decide-instance-action.js';
import { decideVerdict, type Verdict } from './decide-verdict.js';
import { type HostListing, toResources } from './to-resources.js';

/** However many there are: a mistake of ours must not empty a host. */
export const MOST_REMOVALS = 5;

export interface JudgedOrphan extends Resource {
  readonly verdict: Verdict;
  readonly isNew: boolean;
}

export interface HostActions {
  readonly instances: readonly { readonly instance: InstanceRecord; readonly action: InstanceAction }[];
  readonly orphans: readonly JudgedOrphan[];
  readonly removals: readonly Resource[];
  /** Published inside our range, and not by our instances. */
  readonly strangersPorts: readonly HostPort[];
}

export interface HostRules {
  readonly hostId: string;
  readonly installationId: string;
  readonly sightingMs: number;
}

/**
 * Compares what a host has with what the database says. The list is older than the records: what the list lacks may
 * just have been made, and what it has may just have been removed. Neither is ever enough: absence is asked for by
 * name, and an orphan must be seen again (docs/adr/0018-what-the-reconciler-may-do.md).
 */
export function decideHostActions(listing: HostListing, records: HostRecords, rules: HostRules): HostActions {
  const here = records.instances.filter(({ hostId }) => hostId === rules.hostId);
  const resources = toResources(listing, rules.installationId);
  const orphans = resources
    .filter((resource) => isOrphan(resource, here, records.busyInstanceIds))
    .map((orphan) => judge(orphan, records, rules.sightingMs));
  return {
    instances: decideInstances(here, records, { listing, resources }),
    orphans,
    removals: chooseRemovals(orphans, listing.containers),
    strangersPorts: findStrangersPorts(listing.containers, records, { resources, orphans }),
  };
}

/** A second container of an instance, under another name and id, is none of it either; but while an update replaces it. */
function isOrphan(
  { kind, resourceId, name, instanceId }: Resource,
  here: readonly InstanceRecord[],
  busy: ReadonlySet<string>,
): boolean {
  const owner = here.find((instance) => instance.instanceId === instanceId);
  if (owner === undefined || (owner.state === 'failed' && !busy.has(instanceId))) return true;
  if (owner.state === 'updating') return false;
  return kind === 'container' && name !== owner.containerName && resourceId !== owner.containerId;
}

function judge(orphan: Resource, records: HostRecords, sightingMs: number): JudgedOrphan {
  const known = records.knownOrphans.find(
    ({ kind, resourceId }) => kind === orphan.kind && resourceId === orphan.resourceId,
  );
  const facts = {
    tombstone: records.tombstones.get(orphan.operationId ?? '') ?? 'unknown',
    isInstanceBusy: records.busyInstanceIds.has(orphan.instanceId),
    seenForMs: known?.knownForMs ?? 0,
  } as const;
  return { ...orphan, verdict: decideVerdict(facts, sightingMs), isNew: known === undefined };
}

/** The containers are first in the list; their volumes are free in the next pass. */
function chooseRemovals(
  orphans: readonly JudgedOrphan[],
  containers: readonly ContainerSummary[],
): readonly Resource[] {
  const used = new Set(containers.flatMap(({ volumeNames }) => volumeNames));
  const isUsed = ({ kind, resourceId }: Resource): boolean => kind === 'volume' && used.has(resourceId);
  return orphans.filter((orphan) => orphan.verdict === 'will be removed' && !isUsed(orphan)).slice(0, MOST_REMOVALS);
}

function decideInstances(
  here: readonly InstanceRecord[],
  { busyInstanceIds }: HostRecords,
  { listing, resources }: { readonly listing: HostListing; readonly resources: readonly Resource[] },
): HostActions['instances'] {
  const own = new Map(resources.map(({ resourceId, instanceId }) => [resourceId, instanceId]));
  const byName = new Map(listing.containers.map((container) => [container.name, container]));
  return here.flatMap((instance) => {
    const namesake = byName.get(instance.containerName);
    const isOwn = namesake !== undefined && own.get(namesake.containerId) === instance.instanceId;
    const action = decideInstanceAction(
      instance,
      isOwn ? namesake : undefined,
      busyInstanceIds.has(instance.instanceId),
    );
    return action === undefined ? [] : [{ instance, action }];
  });
}

/** An orphan holds its ports like any stranger; one seen for the first time may just have been removed. */
function findStrangersPorts(
  containers: readonly ContainerSummary[],
  { portRange }: HostRecords,
  { resources, orphans }: { readonly resources: readonly Resource[]; readonly orphans: readonly JudgedOrphan[] },
): readonly HostPort[] {
  const ours = new Set(resources.map(({ resourceId }) => resourceId));
  for (const { resourceId, isNew } of orphans) if (!isNew) ours.delete(resourceId);
  return containers
    .filter(({ containerId }) => !ours.has(containerId))
    .flatMap(({ hostPorts }) => hostPorts)
    .filter(({ hostPort }) => hostPort >= portRange.min && hostPort <= portRange.max);
}

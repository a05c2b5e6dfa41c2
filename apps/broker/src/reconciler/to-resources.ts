import type { ContainerSummary, Labelled } from '#docker-driver';
import type { Resource } from '#persistence';
import { findInstanceId, findOperationId } from '../operations/container-labels.types.js';

/** All that an engine has of one moment. */
export interface HostListing {
  readonly containers: readonly ContainerSummary[];
  readonly volumes: readonly Labelled[];
}

/** Those that carry our label. */
export function toResources({ containers, volumes }: HostListing, installationId: string): readonly Resource[] {
  const own = ({ labels }: Labelled): string | undefined => findInstanceId(labels, installationId);
  return [
    ...containers.flatMap((one) => toResource('container', one.containerId, one, own(one))),
    ...volumes.flatMap((one) => toResource('volume', one.name, one, own(one))),
  ];
}

function toResource(
  kind: Resource['kind'],
  resourceId: string,
  { name, labels }: Labelled,
  instanceId: string | undefined,
): Resource[] {
  if (instanceId === undefined) return [];
  return [{ kind, resourceId, name, instanceId, operationId: findOperationId(labels) }];
}

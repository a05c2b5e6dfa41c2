import type { BindingSummary, InstancePage, InstanceSummary, OperationSummary } from '#persistence';
import type { ShownDrain } from '../drains/drain-overview.port.js';
import type { ShownInstance } from './show-instance.js';
import { toShownContext } from './to-shown-context.js';
import { toAnnotations, toText } from './to-text.js';

/** Body of GET /admin/instances. `next` is the `after` of the next page. */
export function toInstancesReply({ instances, hasMore }: InstancePage): object {
  const last = instances.at(-1);
  return { instances: instances.map(toSummaryReply), next: hasMore ? (last?.instanceId ?? null) : null };
}

/** Body of GET /admin/instances/:instanceId. */
export function toInstanceReply({ bindings, operations, drain, ...instance }: ShownInstance): object {
  return {
    ...toSummaryReply(instance),
    syslog_drain: drain === undefined ? null : toDrainReply(drain),
    bindings: bindings.map(toBindingReply),
    operations: operations.map(toOperationReply),
  };
}

/** Field by field: what the store comes to know more of is not shown by accident. */
function toSummaryReply(instance: InstanceSummary): object {
  return {
    instance_id: instance.instanceId,
    service: instance.serviceName,
    plan: instance.planName,
    state: instance.state,
    health: instance.health,
    host_id: instance.hostId === '' ? null : instance.hostId,
    container: instance.containerName,
    is_shared_container: instance.isHouse,
    shared_in: instance.sharedIn ?? null,
    image_version: instance.imageVersion ?? null,
    image_id: instance.imageId ?? null,
    image_digest: instance.imageDigest ?? null,
    ports: instance.ports.map(({ port, protocol, hostPort }) => ({ port, protocol, host_port: hostPort })),
    created_at: toTime(instance.createdAt),
    acknowledged_at: toTime(instance.acknowledgedAt),
    context: toShownContext(instance),
  };
}

function toDrainReply({ target, isTls, state, waitingLines, lostLines }: ShownDrain): object {
  return { target, tls: isTls, state, waiting_lines: waitingLines, lost_lines: lostLines };
}

function toBindingReply({ bindResource, ...binding }: BindingSummary): object {
  return {
    binding_id: binding.bindingId,
    app_guid: binding.appGuid ?? null,
    app_annotations: toAnnotations(bindResource?.['app_annotations']),
    route: toText(bindResource?.['route']),
    predecessor_binding_id: binding.predecessorId ?? null,
    state: binding.state,
    created_at: toTime(binding.createdAt),
  };
}

function toOperationReply(operation: OperationSummary): object {
  return {
    operation_id: operation.operationId,
    kind: operation.kind,
    binding_id: operation.bindingId ?? null,
    state: operation.state,
    description: operation.description,
    step: operation.step,
    attempts: operation.attempts,
    created_at: toTime(operation.createdAt),
    updated_at: toTime(operation.updatedAt),
    request_id: operation.requestId,
    originator: operation.originator ?? null,
  };
}

function toTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

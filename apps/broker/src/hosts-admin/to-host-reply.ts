import type { HostDetails, InstancePage, InstanceSummary, ShownCertificate } from '#persistence';
import { judgePlacement } from './judge-placement.js';
import { readCertificate } from './read-certificate.js';
import type { ShownHost } from './show-host.js';

/** Body of GET /admin/hosts. `nowMs`: what days left of certificates are counted from. */
export function toHostsReply(hosts: readonly HostDetails[], nowMs: number): object {
  return { hosts: hosts.map((host) => toSummaryReply(host, nowMs)) };
}

/** Body of GET /admin/hosts/:hostId, and of what changes a host. */
export function toHostReply({ host, residents }: ShownHost, nowMs: number): object {
  return { ...toSummaryReply(host, nowMs), ...toResidentsReply(residents) };
}

function toSummaryReply(host: HostDetails, nowMs: number): object {
  const { state, takesNew, faults } = judgePlacement(host);
  const { portMin, portMax, claimedPorts, engine, certificate } = host;
  return {
    host_id: host.hostId,
    state,
    takes_new_instances: takesNew,
    conditions: faults,
    last_ping: new Date(host.lastPing).toISOString(),
    silent_seconds: Math.max(0, Math.floor(host.silentMs / 1_000)),
    keepalive_seconds: host.keepAliveSeconds,
    service_host: host.serviceHost,
    perf_factor: host.perfFactor,
    labels: host.labels,
    agent_version: host.agentVersion ?? null,
    measured: toMeasuresReply(host),
    ports: { min: portMin, max: portMax, claimed: claimedPorts, free: portMax - portMin + 1 - claimedPorts },
    instances: host.instances,
    shared_containers: host.sharedContainers,
    engine: engine === undefined ? null : { version: engine.version, api_version: engine.apiVersion },
    certificate: certificate === undefined ? null : toCertificateReply(certificate, nowMs),
  };
}

/** What its agent said with its last ping; `null` where it does not know. */
function toMeasuresReply({ measured, reservedMemoryBytes }: HostDetails): object {
  return {
    load_average: measured.loadAverage ?? null,
    cpus: measured.cpus ?? null,
    memory: {
      free: measured.freeMemoryBytes ?? null,
      total: measured.totalMemoryBytes ?? null,
      reserved: reservedMemoryBytes,
    },
    disk: { free: measured.freeDiskBytes ?? null, total: measured.totalDiskBytes ?? null },
    running_containers: measured.runningContainers ?? null,
  };
}

function toCertificateReply({ version, cert }: ShownCertificate, nowMs: number): object {
  const facts = cert === undefined ? undefined : readCertificate(cert, nowMs);
  return {
    version,
    subject: facts?.subject ?? null,
    not_after: facts?.notAfter.toISOString() ?? null,
    days_left: facts?.daysLeft ?? null,
    fingerprint: facts?.fingerprint ?? null,
  };
}

/** What failed to be made is not there. */
function toResidentsReply({ instances, hasMore }: InstancePage): object {
  const there = instances.filter(({ state }) => state !== 'failed');
  return { still_there: there.map(toResidentReply), has_more: hasMore };
}

function toResidentReply(instance: InstanceSummary): object {
  const { context, organizationGuid, spaceGuid } = instance;
  return {
    instance_id: instance.instanceId,
    service: instance.serviceName,
    plan: instance.planName,
    state: instance.state,
    is_shared_container: instance.isHouse,
    organization_guid: textOf(context['organization_guid'] ?? organizationGuid),
    organization_name: textOf(context['organization_name']),
    space_guid: textOf(context['space_guid'] ?? spaceGuid),
    space_name: textOf(context['space_name']),
  };
}

/** Platforms may put anything into their context. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

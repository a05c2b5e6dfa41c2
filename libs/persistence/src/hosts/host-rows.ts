import type { HostEntity } from '../entities/host.entity.js';
import { isAlive } from './host-rules.js';
import type { Host, HostLabels, HostMeasures, HostPulse, HostReport } from './host.types.js';

const MEASURES = [
  'loadAverage',
  'cpus',
  'freeMemoryBytes',
  'totalMemoryBytes',
  'freeDiskBytes',
  'totalDiskBytes',
  'runningContainers',
] as const satisfies readonly (keyof HostMeasures)[];

/** What `toHost` reads. */
export const HOST_COLUMNS = [
  ...MEASURES,
  'id',
  'dockerHost',
  'dockerPort',
  'serviceHost',
  'portMin',
  'portMax',
  'keepAliveSeconds',
  'isActive',
  'perfFactor',
  'execCommand',
  'execArgs',
  'admission',
  'agentVersion',
  'labels',
] as const satisfies readonly (keyof HostEntity)[];

type Measures = Pick<HostEntity, keyof HostMeasures>;
type Reported = Pick<HostEntity, keyof HostReport & keyof HostEntity> & Measures;

/** All that a ping says, and nothing of what an earlier one said. */
export function toColumns({ measured = {}, labels, ...report }: HostReport): Reported {
  return {
    ...report,
    isActive: report.isActive ? 1 : 0,
    ...toMeasureColumns(measured),
    agentVersion: report.agentVersion ?? null,
    labels: labels === undefined ? null : JSON.stringify(labels),
  };
}

export function toHost(row: Pick<HostEntity, (typeof HOST_COLUMNS)[number]>, silentMs: number): Host {
  return {
    hostId: row.id,
    dockerHost: row.dockerHost,
    dockerPort: row.dockerPort,
    serviceHost: row.serviceHost,
    portMin: row.portMin,
    portMax: row.portMax,
    keepAliveSeconds: row.keepAliveSeconds,
    isActive: row.isActive === 1,
    perfFactor: row.perfFactor,
    execCommand: row.execCommand,
    execArgs: row.execArgs,
    isOpen: row.admission === 'open',
    isAlive: isAlive(row.keepAliveSeconds, silentMs),
    silentMs,
    measured: toMeasures(row),
    agentVersion: row.agentVersion ?? undefined,
    labels: row.labels === null ? {} : (JSON.parse(row.labels) as HostLabels),
  };
}

export const PULSE_COLUMNS = [
  'id',
  'portMin',
  'portMax',
  'keepAliveSeconds',
  'freeDiskBytes',
] as const satisfies readonly (keyof HostEntity)[];

export function toPulse(row: Pick<HostEntity, (typeof PULSE_COLUMNS)[number]>, silentMs: number): HostPulse {
  const { id: hostId, portMin, portMax, keepAliveSeconds, freeDiskBytes } = row;
  const isLiving = isAlive(keepAliveSeconds, silentMs);
  return { hostId, isAlive: isLiving, silentMs, portMin, portMax, freeDiskBytes: freeDiskBytes ?? undefined };
}

function toMeasureColumns(measured: HostMeasures): Measures {
  return {
    loadAverage: measured.loadAverage ?? null,
    cpus: measured.cpus ?? null,
    freeMemoryBytes: measured.freeMemoryBytes ?? null,
    totalMemoryBytes: measured.totalMemoryBytes ?? null,
    freeDiskBytes: measured.freeDiskBytes ?? null,
    totalDiskBytes: measured.totalDiskBytes ?? null,
    runningContainers: measured.runningContainers ?? null,
  };
}

function toMeasures(row: Measures): HostMeasures {
  return {
    loadAverage: row.loadAverage ?? undefined,
    cpus: row.cpus ?? undefined,
    freeMemoryBytes: row.freeMemoryBytes ?? undefined,
    totalMemoryBytes: row.totalMemoryBytes ?? undefined,
    freeDiskBytes: row.freeDiskBytes ?? undefined,
    totalDiskBytes: row.totalDiskBytes ?? undefined,
    runningContainers: row.runningContainers ?? undefined,
  };
}

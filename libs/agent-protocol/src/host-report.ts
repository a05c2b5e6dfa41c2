import type { FieldReader } from './field-reader.js';
import { HOST_LABELS, isHostLabels } from './host-labels.js';
import { ProtocolError } from './protocol.errors.js';

/** One look at a host's resources. Each is absent where the agent does not know. */
export interface HostMeasures {
  /** Processes that want to run, averaged over a minute. */
  readonly loadAverage?: number;
  readonly cpus?: number;
  readonly freeMemoryBytes?: number;
  readonly totalMemoryBytes?: number;
  /** On the file system that the engine keeps containers on. */
  readonly freeDiskBytes?: number;
  readonly totalDiskBytes?: number;
  /** Of whomever. */
  readonly runningContainers?: number;
}

/** What an agent says of its host beyond the original's ping. */
export interface HostReport {
  readonly measured?: HostMeasures;
  readonly agentVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Measure {
  readonly field: string;
  readonly max: number;
  readonly isWhole: boolean;
}

const BYTES = { max: Number.MAX_SAFE_INTEGER, isWhole: true };
const LONGEST_VERSION = 64;

/** In the order in which they are written. */
const MEASURES: Readonly<Record<keyof HostMeasures, Measure>> = {
  cpus: { field: 'Cpus', max: 1e5, isWhole: false },
  freeMemoryBytes: { field: 'FreeMemoryBytes', ...BYTES },
  freeDiskBytes: { field: 'FreeDiskBytes', ...BYTES },
  loadAverage: { field: 'LoadAverage', max: 1e6, isWhole: false },
  totalMemoryBytes: { field: 'TotalMemoryBytes', ...BYTES },
  totalDiskBytes: { field: 'TotalDiskBytes', ...BYTES },
  runningContainers: { field: 'RunningContainers', max: 1e6, isWhole: true },
};
const NAMES = Object.keys(MEASURES) as (keyof HostMeasures)[];

/** All of it optional and bounded: what an agent says may be wrong, or a lie (T7). Throws `ProtocolError`. */
export function readHostReport(fields: FieldReader): HostReport {
  const known = NAMES.filter((name) => fields.has(MEASURES[name].field));
  const measured = Object.fromEntries(known.map((name) => [name, readMeasure(fields, MEASURES[name])]));
  const agentVersion = fields.text('AgentVersion', { longest: LONGEST_VERSION });
  return {
    ...(known.length === 0 ? {} : { measured }),
    ...(agentVersion === '' ? {} : { agentVersion }),
    ...readLabels(fields),
  };
}

/** Keys for the end of the body, where the original does not look. */
export function writeHostReport({ measured = {}, agentVersion, labels }: HostReport): object {
  const known = NAMES.filter((name) => measured[name] !== undefined);
  return {
    ...Object.fromEntries(known.map((name) => [MEASURES[name].field, measured[name]])),
    ...(agentVersion === undefined ? {} : { AgentVersion: agentVersion }),
    ...(labels === undefined ? {} : { Labels: labels }),
  };
}

function readMeasure(fields: FieldReader, { field, max, isWhole }: Measure): number {
  return isWhole ? fields.whole(field, { min: 0, max }) : fields.number(field, { min: 0, max });
}

function readLabels(fields: FieldReader): Pick<HostReport, 'labels'> {
  if (!fields.has('Labels')) return {};
  const labels = fields.raw('Labels');
  if (!isHostLabels(labels)) throw new ProtocolError('Labels', HOST_LABELS);
  return { labels: { ...labels } };
}

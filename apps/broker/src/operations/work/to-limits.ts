import { toBytes } from '../../catalog/memory-size.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { BrokerConfig } from '../../config/broker-config.types.js';

/** What Docker can change of a container that runs. Absent: without limit. */
export interface Limits {
  readonly memoryBytes?: number;
  readonly milliCpus?: number;
  readonly pidsLimit: number;
}

export function toLimits(
  { memory, cpu, pids }: Pick<ServiceDefinition, 'memory' | 'cpu' | 'pids'>,
  defaults: BrokerConfig['docker'],
): Limits {
  const memoryBytes = toBytes(memory ?? defaults.memory);
  return {
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(cpu === undefined ? {} : { milliCpus: Math.round(cpu * 1_000) }),
    pidsLimit: pids ?? defaults.pids,
  };
}

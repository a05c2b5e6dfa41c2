import type { RestartRule } from '#docker-driver';
import { toBytes } from '../../catalog/memory-size.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { BrokerConfig } from '../../config/broker-config.types.js';

/** What Docker can change of a container that runs. Absent: without limit. */
export interface Limits {
  readonly memoryBytes?: number;
  readonly milliCpus?: number;
  readonly pidsLimit: number;
  readonly restart: RestartRule;
}

export function toLimits(
  { memory, cpu, pids, restart }: Pick<ServiceDefinition, 'memory' | 'cpu' | 'pids' | 'restart'>,
  defaults: BrokerConfig['docker'],
): Limits {
  const memoryBytes = toBytes(memory ?? defaults.memory);
  return {
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(cpu === undefined ? {} : { milliCpus: Math.round(cpu * 1_000) }),
    pidsLimit: pids ?? defaults.pids,
    restart: toRestartRule(restart),
  };
}

/** An engine forgets to bring back what is to run "unless stopped" when it crashed (ADR 0016). */
export function toRestartRule(restart: ServiceDefinition['restart'] = 'always'): RestartRule {
  return restart === 'unless-stopped' ? 'always' : restart;
}

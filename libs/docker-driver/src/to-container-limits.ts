import type { ContainerInfo } from './docker-driver.port.js';
import { readInteger, readOptionalObject } from './read-answer.js';
import type { JsonObject } from './read-answer.js';

export type ContainerLimits = Pick<ContainerInfo, 'memoryBytes' | 'milliCpus' | 'pidsLimit' | 'restart'>;

/** From a `HostConfig`, where null, 0 and -1 all mean that there is no limit. Throws `EngineAnswerError`. */
export function toContainerLimits(hostConfig: JsonObject): ContainerLimits {
  return {
    memoryBytes: readLimit(hostConfig['Memory'], 'Memory'),
    milliCpus: Math.round(readLimit(hostConfig['NanoCpus'], 'NanoCpus') / 1_000_000),
    pidsLimit: readLimit(hostConfig['PidsLimit'], 'PidsLimit'),
    restart: toRestart(readOptionalObject(hostConfig['RestartPolicy'], 'RestartPolicy')['Name']),
  };
}

function readLimit(value: unknown, what: string): number {
  return Math.max(0, readInteger(value ?? 0, what));
}

function toRestart(name: unknown): ContainerInfo['restart'] {
  if (name === 'always' || name === 'on-failure') return name;
  return name === undefined || name === '' || name === 'no' ? 'no' : 'other';
}

import type { HostConfig } from 'dockerode';

import type { ContainerChange } from './docker-driver.port.js';

/**
 * The part of `HostConfig` that can be changed later, and the body of `POST /containers/{id}/update`: only what is said.
 * No swap beyond the memory. Never unless-stopped: an engine that comes back from a crash counts what it had to end as
 * stopped by hand.
 */
export function toHostLimits({ memoryBytes, milliCpus, pidsLimit, restart }: ContainerChange): Partial<HostConfig> {
  return {
    ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
    ...(milliCpus === undefined ? {} : { NanoCpus: milliCpus * 1_000_000 }),
    ...(pidsLimit === undefined ? {} : { PidsLimit: pidsLimit }),
    ...(restart === undefined ? {} : { RestartPolicy: { Name: restart } }),
  };
}

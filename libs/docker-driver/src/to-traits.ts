import type { ContainerCreateOptions, HostConfig } from 'dockerode';

import type { ContainerTraits, HealthCheck, TemporaryMount } from './container-traits.types.js';

const NANOS_IN_A_MS = 1_000_000;

/** The part of the body of `POST /containers/create` beside `HostConfig`: only what is said. */
export function toConfigTraits({ entrypoint, user, health }: ContainerTraits): Partial<ContainerCreateOptions> {
  return {
    ...(entrypoint === undefined ? {} : { Entrypoint: [...entrypoint] }),
    ...(user === undefined ? {} : { User: user }),
    ...(health === undefined ? {} : { Healthcheck: toHealthcheck(health) }),
  };
}

/** The part of `HostConfig`: only what is said. */
export function toHostTraits({ shmBytes, isRootReadOnly, temporary, ulimits }: ContainerTraits): Partial<HostConfig> {
  return {
    ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
    ...(isRootReadOnly === undefined ? {} : { ReadonlyRootfs: isRootReadOnly }),
    ...(temporary === undefined ? {} : { Tmpfs: toTmpfs(temporary) }),
    ...(ulimits === undefined
      ? {}
      : { Ulimits: Object.entries(ulimits).map(([Name, { soft, hard }]) => ({ Name, Soft: soft, Hard: hard })) }),
  };
}

/** No program is started from there, and no device. */
function toTmpfs(mounts: readonly TemporaryMount[]): Record<string, string> {
  return Object.fromEntries(
    mounts.map(({ path, sizeBytes }) => [path, `rw,noexec,nosuid,nodev,mode=1777,size=${sizeBytes}`]),
  );
}

/** 0 is "as the engine does" there. */
function toHealthcheck(health: HealthCheck): NonNullable<ContainerCreateOptions['Healthcheck']> {
  return {
    Test: ['CMD', ...health.command],
    Interval: (health.intervalMs ?? 0) * NANOS_IN_A_MS,
    Timeout: (health.timeoutMs ?? 0) * NANOS_IN_A_MS,
    StartPeriod: (health.startPeriodMs ?? 0) * NANOS_IN_A_MS,
    Retries: health.retries ?? 0,
  };
}

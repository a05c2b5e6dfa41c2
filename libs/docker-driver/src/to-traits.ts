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
export function toHostTraits({
  user,
  shmBytes,
  isRootReadOnly,
  temporary,
  ulimits,
}: ContainerTraits): Partial<HostConfig> {
  return {
    ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
    ...(isRootReadOnly === undefined ? {} : { ReadonlyRootfs: isRootReadOnly }),
    ...(temporary === undefined ? {} : { Tmpfs: toTmpfs(temporary, user) }),
    ...(ulimits === undefined
      ? {}
      : { Ulimits: Object.entries(ulimits).map(([Name, { soft, hard }]) => ({ Name, Soft: soft, Hard: hard })) }),
  };
}

/** No program is started from there, and no device. */
function toTmpfs(mounts: readonly TemporaryMount[], user?: string): Record<string, string> {
  const owner = toOwner(user);
  return Object.fromEntries(
    mounts.map(({ path, sizeBytes }) => [path, `rw,noexec,nosuid,nodev,mode=1777,size=${sizeBytes}${owner}`]),
  );
}

/** Some engines give it the mode of the folder below, 0700 perhaps, but not its owner. Only the image knows names. */
function toOwner(user = ''): string {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user) ?? [];
  return [uid === undefined ? '' : `,uid=${uid}`, gid === undefined ? '' : `,gid=${gid}`].join('');
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

import type { ContainerTraits, HealthCheck, Ulimit } from '#docker-driver';
import { toBytes } from '../../catalog/memory-size.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { toSizedPath } from './sized-path.js';

/**
 * More than any of our servers opens; without a limit some reserve memory for a thousand times as many. Engines that may not
 * raise limits, rootless ones for instance, start no container that asks for more than they have themselves.
 */
const DEFAULT_ULIMITS: Readonly<Record<string, Ulimit>> = { nofile: { soft: 16_384, hard: 16_384 } };
const DEFAULT_TMPFS_BYTES = 64 * 2 ** 20;
const MS_IN_A_SECOND = 1_000;

/** What a plan says of the process in its containers and of the walls around it, in Docker's terms. */
export function toContainerTraits(definition: ServiceDefinition): ContainerTraits {
  const { entrypoint, user, shm, readonlyRoot, tmpfs, ulimits, healthcheck } = definition;
  return said({
    entrypoint,
    user,
    shmBytes: shm === undefined ? undefined : toBytes(shm),
    isRootReadOnly: readonlyRoot,
    temporary: tmpfs?.map(toSizedPath).map(({ path, sizeBytes = DEFAULT_TMPFS_BYTES }) => ({ path, sizeBytes })),
    ulimits: { ...DEFAULT_ULIMITS, ...ulimits },
    health: healthcheck === undefined ? undefined : toHealthCheck(healthcheck),
  });
}

type Healthcheck = NonNullable<ServiceDefinition['healthcheck']>;

function toHealthCheck(healthcheck: Healthcheck): HealthCheck {
  const { intervalSeconds, timeoutSeconds, startPeriodSeconds, retries } = healthcheck;
  return {
    command: toHealthCommand(healthcheck),
    ...said({
      intervalMs: toMs(intervalSeconds),
      timeoutMs: toMs(timeoutSeconds),
      startPeriodMs: toMs(startPeriodSeconds),
      retries,
    }),
  };
}

/** A text is for a shell, as in a Dockerfile. */
export function toHealthCommand({ command }: Pick<Healthcheck, 'command'>): readonly string[] {
  return typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * MS_IN_A_SECOND;
}

type Said<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what is not said. */
function said<T extends object>(values: T): Said<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Said<T>;
}

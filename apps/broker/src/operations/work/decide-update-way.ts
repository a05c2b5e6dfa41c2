import { isDeepStrictEqual } from 'node:util';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { Limits } from './to-limits.js';

/** What an update means for the container of the instance. */
export type UpdateWay =
  { readonly way: 'keep' } | { readonly way: 'change limits'; readonly limits: Limits } | { readonly way: 'replace' };

interface Changed {
  readonly from: ServiceDefinition;
  readonly to: ServiceDefinition;
  readonly limits: { readonly from: Limits; readonly to: Limits };
  /** An image of some version was asked for, and it is not the present one. */
  readonly isOtherImageWanted: boolean;
}

/** What a container is made with, and keeps until its end. */
const FOR_LIFE = [
  'image',
  'command',
  'environment',
  'ports',
  'volumes',
  'entrypoint',
  'user',
  'shm',
  'capabilities',
  'readonlyRoot',
  'tmpfs',
  'ulimits',
  'labels',
  'healthcheck',
] as const;

/** In place where Docker can, else by a new container. A container that was there before us stays as it is. */
export function decideUpdateWay({ from, to, limits, isOtherImageWanted }: Changed): UpdateWay {
  if (to.containerName !== '') return { way: 'keep' };
  if (isOtherImageWanted || FOR_LIFE.some((field) => !isDeepStrictEqual(from[field], to[field])))
    return { way: 'replace' };
  if (isDeepStrictEqual(limits.from, limits.to)) return { way: 'keep' };
  const isOneWay = isLifted(limits) || isLifted({ from: limits.to, to: limits.from });
  return isOneWay ? { way: 'replace' } : { way: 'change limits', limits: limits.to };
}

/** Docker takes a limit that is not named for one that stays; so one that is new could not be taken back. */
function isLifted({ from, to }: Changed['limits']): boolean {
  const isWithoutMemory = from.memoryBytes !== undefined && to.memoryBytes === undefined;
  return isWithoutMemory || (from.milliCpus !== undefined && to.milliCpus === undefined);
}

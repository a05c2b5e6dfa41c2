import { type MemorySize, toBytes } from './memory-size.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

/** What a container of the plan reserves of its host's memory, in bytes: nothing where it was there before us. */
export function toReservedBytes(
  { containerName, memory }: Pick<ServiceDefinition, 'containerName' | 'memory'>,
  defaultMemory: MemorySize,
): number {
  return containerName === '' ? (toBytes(memory ?? defaultMemory) ?? 0) : 0;
}

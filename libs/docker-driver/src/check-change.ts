import { EngineRefusedError } from './docker-driver.errors.js';
import type { ContainerChange } from './docker-driver.port.js';

const LEAST_MEMORY_BYTES = 6 * 1024 * 1024;
const LEAST_MILLI_CPUS = 10;

/**
 * The least that engines allow. They take 0 for "as before", not for "no limit": who asks to lift a limit must hear that
 * it was not lifted. Throws `EngineRefusedError`.
 */
export function checkChange(change: ContainerChange): ContainerChange {
  const { memoryBytes = LEAST_MEMORY_BYTES, milliCpus = LEAST_MILLI_CPUS } = change;
  if (memoryBytes < LEAST_MEMORY_BYTES)
    throw new EngineRefusedError(
      `A container cannot be changed to ${memoryBytes} bytes of memory; the least is 6 MiB.`,
    );
  if (milliCpus < LEAST_MILLI_CPUS)
    throw new EngineRefusedError(
      `A container cannot be changed to ${milliCpus} thousandths of a CPU; the least is 10.`,
    );
  return change;
}

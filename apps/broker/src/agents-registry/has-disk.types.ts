import type { HostMeasures } from '#persistence';

/** Whether a host may take something new as far as its disk goes; one that nobody measured may. */
export function hasDisk({ freeDiskBytes = Infinity }: HostMeasures, minFreeDiskBytes: number): boolean {
  return freeDiskBytes >= minFreeDiskBytes;
}

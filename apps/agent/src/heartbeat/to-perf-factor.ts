import type { HostLoad } from './host-probe.port.js';

const LEAST = 0.01;
const MOST = 1_000_000;

/**
 * How hard pressed a host is; less is better. The scarcest resource decides: processes per CPU, used to free memory,
 * used to free disk. Two of three parts used make 2; a full disk makes 1,000,000.
 */
export function toPerfFactor(load: HostLoad): number {
  const worst = Math.max(
    load.load / Math.max(load.cpus, 1),
    pressure(load.freeMemoryBytes, load.totalMemoryBytes),
    pressure(load.freeDiskBytes, load.totalDiskBytes),
  );
  return Math.min(MOST, Math.max(LEAST, Math.round(worst * 100) / 100));
}

function pressure(free: number, total: number): number {
  const used = Math.max(0, total - free);
  return used === 0 ? 0 : used / Math.max(free, Number.MIN_VALUE);
}

/** Bytes of the line `MemAvailable:   123 kB` in `/proc/meminfo`; `undefined` without it. */
export function readAvailableMemory(meminfo: string): number | undefined {
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

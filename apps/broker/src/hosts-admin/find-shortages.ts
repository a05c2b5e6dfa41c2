import { type HostDetails, remainingMemory } from '#persistence';

/** How far hosts are filled; as the configuration says. */
export interface HostBounds {
  /** Of a host's memory, what may be reserved: 1 is all of it. */
  readonly memoryShare: number;
  readonly minFreeDiskBytes: number;
}

export type Stocked = Pick<
  HostDetails,
  'fullForMs' | 'portMin' | 'portMax' | 'claimedPorts' | 'measured' | 'reservedMemoryBytes'
>;

/** What a host has too little of, for operators. What its agent does not measure has no bound. */
export function findShortages(host: Stocked, { memoryShare, minFreeDiskBytes }: HostBounds): readonly string[] {
  const { fullForMs, portMin, portMax, claimedPorts, measured, reservedMemoryBytes } = host;
  const { freeDiskBytes = Infinity, totalMemoryBytes = Infinity } = measured;
  const shortages: (string | false)[] = [
    fullForMs > 0 && `its disk was full; tried again in ${Math.round(fullForMs / 1_000)} s`,
    freeDiskBytes < minFreeDiskBytes && 'it has less free disk than docker.minFreeDisk: make room',
    claimedPorts > portMax - portMin && 'all ports of its range are claimed: have its agent give it a larger one',
    remainingMemory(totalMemoryBytes, memoryShare, reservedMemoryBytes) <= 0 &&
      'all memory that may be is reserved: see docker.memoryShare',
  ];
  return shortages.filter((shortage) => shortage !== false);
}

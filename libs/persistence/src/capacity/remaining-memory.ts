/** Memory of a host, in bytes, that nobody has reserved. Negative where more is reserved than may be. */
export function remainingMemory(totalBytes: number, share: number, reservedBytes: number): number {
  return Math.floor(totalBytes * share) - reservedBytes;
}

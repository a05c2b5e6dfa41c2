/** Where a fault is, the sentence about it, and definitions that have it. */
export type WrongRow = readonly [path: string, fault: string, ...says: Readonly<Record<string, unknown>>[]];

export function many<T>(length: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length }, (_, index) => make(index));
}

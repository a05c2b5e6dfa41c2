import type { ValidatorConstraintInterface } from 'class-validator';
import { ValidatorConstraint } from 'class-validator';

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };
/** Docker's own least memory of a container. */
const SMALLEST = 6 * 2 ** 20;

/** Bytes, or text with a unit of 1024s: `536870912`, `"512m"`, `"1.5g"`, `"512MB"`. */
export type MemorySize = string | number;

export const MEMORY_SIZE = 'bytes as a whole number, or with a unit such as "512m" or "2g"; 6 MiB at least';

/** The size in bytes; `undefined` when it cannot be read. */
export function toBytes(size: MemorySize): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)(?:([bkmgt])b?)?$/i.exec(String(size)) ?? [];
  const bytes = Math.round(Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Of a file system rather than of a program. */
const SMALLEST_SPACE = 2 ** 20;
const LARGEST_SPACE = 2 ** 46;

export const SPACE_SIZE = 'bytes as a whole number, or with a unit such as "64m" or "2g"; from 1 MiB to 64 TiB';

export function isSpaceSize(value: unknown): value is MemorySize {
  const bytes = typeof value === 'string' || typeof value === 'number' ? toBytes(value) : undefined;
  return bytes !== undefined && bytes >= SMALLEST_SPACE && bytes <= LARGEST_SPACE;
}

@ValidatorConstraint()
export class IsSpaceSize implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isSpaceSize(value);
  }
}

@ValidatorConstraint()
export class IsMemorySize implements ValidatorConstraintInterface {
  static readonly schema = {
    type: ['string', 'number'],
    minimum: SMALLEST,
    pattern: String.raw`^\d{1,15}(?:\.\d{1,3})?(?:[bkmgtBKMGT][bB]?)?$`,
  };

  validate(value: unknown): boolean {
    const bytes = typeof value === 'string' || typeof value === 'number' ? toBytes(value) : undefined;
    return bytes !== undefined && bytes >= SMALLEST;
  }
}

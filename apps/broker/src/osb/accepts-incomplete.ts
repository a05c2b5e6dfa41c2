import { BadRequestError } from './osb.errors.js';

/** True only for the literal `true`; anything but `true`, `false` or nothing is refused (URL-07). */
export function acceptsIncomplete(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new BadRequestError('accepts_incomplete must be true or false.');
}

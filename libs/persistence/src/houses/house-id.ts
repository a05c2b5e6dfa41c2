/** Of the ids of houses, which platforms may not use. */
export const HOUSE_PREFIX = 'docker-broker-shared-';
const KEY_DIGITS = 16;

/**
 * Houses of one key are numbered. Whoever is about to open the same one at the same time meets its primary key, runs its
 * transaction again, and finds seats: so no two are opened where one is enough.
 */
export function toHouseId(key: string, taken: readonly string[]): string {
  const start = `${HOUSE_PREFIX}${key.slice(0, KEY_DIGITS)}-`;
  const numbers = taken.map((id) => Number(id.slice(start.length)));
  return `${start}${Math.max(0, ...numbers) + 1}`;
}

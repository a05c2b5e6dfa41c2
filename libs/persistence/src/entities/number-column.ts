/** PostgreSQL and MySQL hand out 64-bit integers as text; ours are milliseconds and fit a number. */
export const toNumber = {
  to: (value: number | null): number | null => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};

import type { DataSourceOptions } from 'typeorm';
import type { DatabaseKind } from './dialect.js';

interface Driver {
  /** TypeORM's name of it. */
  readonly type: DataSourceOptions['type'];
  /** Whose SQL its database understands. */
  readonly dialect: DatabaseKind;
}

/** TypeORM's drivers, as far as their databases speak one of our three dialects; the names are the configuration's. */
export const DRIVERS = {
  sqlite: { type: 'better-sqlite3', dialect: 'sqlite' },
  sqljs: { type: 'sqljs', dialect: 'sqlite' },
  postgres: { type: 'postgres', dialect: 'postgres' },
  cockroachdb: { type: 'cockroachdb', dialect: 'postgres' },
  'aurora-postgres': { type: 'aurora-postgres', dialect: 'postgres' },
  mysql: { type: 'mysql', dialect: 'mysql' },
  mariadb: { type: 'mariadb', dialect: 'mysql' },
  'aurora-mysql': { type: 'aurora-mysql', dialect: 'mysql' },
} as const satisfies Record<string, Driver>;

export type DriverName = keyof typeof DRIVERS;

export const DRIVER_NAMES = Object.keys(DRIVERS) as readonly DriverName[];

/** Of a driver by TypeORM's name, for migrations, which know no other. */
export function dialectOfType(type: DataSourceOptions['type']): DatabaseKind {
  const driver = Object.values(DRIVERS).find((one) => one.type === type);
  if (driver === undefined) throw new Error(`There is no SQL for ${type}.`);
  return driver.dialect;
}

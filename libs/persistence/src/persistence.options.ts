import type { DriverName } from './database/drivers.js';
import type { KeySource } from './secrets/key.types.js';

/** Where the brokers' shared memory is. */
export interface DatabaseOptions {
  /** Which database, by the name of its driver. */
  readonly kind: DriverName;
  /** SQLite: the file (or `:memory:`); else the name of the database. sql.js has no use for it. */
  readonly database: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  /** Connections at most; SQLite has one. */
  readonly poolSize?: number;
  /** Handed to the driver as they are, over our own; `extra` is joined with ours. */
  readonly driverOptions?: Readonly<Record<string, unknown>>;
}

export interface PersistenceOptions extends DatabaseOptions {
  /** What wraps the keys in the database (`data_key`). */
  readonly keys: KeySource;
}

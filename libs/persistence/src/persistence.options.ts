import type { DatabaseKind } from './database/dialect.js';

/** Where the brokers' shared memory is. */
export interface PersistenceOptions {
  readonly kind: DatabaseKind;
  /** SQLite: the file (or `:memory:`); else the name of the database. */
  readonly database: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  /** Connections at most; SQLite has one. */
  readonly poolSize?: number;
  /** Handed to the driver as they are. */
  readonly driverOptions?: Readonly<Record<string, unknown>>;
  /** 32 bytes that seal the secret columns, and the name under which sealed texts call them. */
  readonly key: { readonly keyId: string; readonly bytes: Buffer };
}

export type DatabaseKind = 'sqlite' | 'postgres' | 'mysql';

/** Where the three databases differ. Everything else is said once, in SQL that all of them understand. */
export interface Dialect {
  /** The database's own clock in milliseconds since 1970: leases and pings are judged by no other. */
  readonly nowMs: string;
  /** Appended to CREATE TABLE. Identifiers are compared byte by byte on all three. */
  readonly tableSuffix: string;
  readonly longText: string;
}

export const DIALECTS: Readonly<Record<DatabaseKind, Dialect>> = {
  sqlite: {
    nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    tableSuffix: '',
    longText: 'text',
  },
  postgres: {
    nowMs: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)',
    tableSuffix: '',
    longText: 'text',
  },
  mysql: {
    nowMs: 'CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)',
    tableSuffix: ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
    longText: 'longtext',
  },
};

import type { DatabaseReport } from './database-health.types.js';

/** Asks the database whether the broker can work with it. */
export abstract class DatabaseHealth {
  /** Ends within about two seconds, whatever the database does, and keeps one connection busy at most. */
  abstract look(): Promise<DatabaseReport>;

  /** The clock by which leases and pings are judged, in milliseconds since 1970. Throws when the database is away. */
  abstract tellTime(): Promise<number>;
}

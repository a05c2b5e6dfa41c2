import { join } from 'node:path';
import type { Database } from '../../../libs/persistence/src/database/database.js';
import { openDatabase } from '../../../libs/persistence/src/database/open-database.js';
import { DatabaseServer, environmentOf } from '../database-server.js';

export const DATABASE_KINDS = ['sqlite', 'postgres', 'mysql'] as const;
export type ClusterDatabaseKind = (typeof DATABASE_KINDS)[number];

/** Through which a cluster's database is looked into. */
export const OWN_CONNECTIONS = 2;

/** Asked for the connections of the login that all brokers of the cluster share. */
const CONNECTIONS: Readonly<Record<ClusterDatabaseKind, string>> = {
  sqlite: 'SELECT 0 AS count',
  postgres: 'SELECT COUNT(*) AS count FROM pg_stat_activity WHERE usename = current_user',
  mysql: `SELECT COUNT(*) AS count FROM information_schema.processlist WHERE user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)`,
};

/** The database of a cluster, and a look into it past the brokers. */
export class ClusterDatabase {
  /** How often its server was killed. */
  crashes = 0;

  private constructor(
    readonly kind: ClusterDatabaseKind,
    readonly environment: Readonly<Record<string, string>>,
    private readonly database: Database,
    private readonly server: DatabaseServer | undefined,
  ) {}

  /** The tables are made. A file lies in `folder`, servers are containers of our own images. */
  static async open(kind: ClusterDatabaseKind, folder: string): Promise<ClusterDatabase> {
    if (kind === 'sqlite') {
      const database = join(folder, 'broker.sqlite');
      const environment = { BROKER_PERSISTER_DRIVER: 'sqlite3', BROKER_PERSISTER_DATABASE: database };
      return new ClusterDatabase(kind, environment, await openDatabase({ kind, database }), undefined);
    }
    const server = await DatabaseServer.start(kind === 'postgres' ? 'postgresql' : 'mysql');
    try {
      return await ClusterDatabase.#openOn(server, kind);
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  static async #openOn(server: DatabaseServer, kind: 'postgres' | 'mysql'): Promise<ClusterDatabase> {
    const login = await server.newDatabase();
    return new ClusterDatabase(
      kind,
      environmentOf(kind, login),
      await openDatabase({ kind, ...login, poolSize: OWN_CONNECTIONS }),
      server,
    );
  }

  /** All rows of a query that reads. */
  read<T extends object>(statement: string): Promise<readonly T[]> {
    return this.database.read((manager) => manager.query<T[]>(statement));
  }

  async countConnections(): Promise<number> {
    const [row] = await this.read<{ count: number | string }>(CONNECTIONS[this.kind]);
    return Number(row?.count);
  }

  get canCrash(): boolean {
    return this.server !== undefined;
  }

  /** The server, if there is one, is killed and started again; settles when it answers. */
  async crash(): Promise<void> {
    if (this.server === undefined) return;
    this.crashes += 1;
    await this.server.crash();
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.server?.remove();
  }
}

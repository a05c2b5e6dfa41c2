import type { Database } from '../database/database.js';

/** Servers plan by figures that they gather now and then: this has them gathered now. SQLite plans without any. */
const GATHER = {
  sqlite: undefined,
  postgres: 'ANALYZE',
  mysql: 'ANALYZE TABLE service_instance, service_binding, operation, port_claim, docker_host',
};

export async function gatherStatistics(database: Database): Promise<void> {
  const statement = GATHER[database.kind];
  if (statement !== undefined) await database.read((manager) => manager.query(statement));
}

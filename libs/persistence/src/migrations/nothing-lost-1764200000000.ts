import { randomUUID } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** What several brokers need to know of each other's hosts, of strangers there, and of themselves. */
export class NothingLost1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { tableSuffix } = dialectOf(runner);
    for (const statement of statements(tableSuffix)) await runner.query(statement).catch(ignoreWhatIsThere);
    await nameInstallation(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['orphan', 'installation']) await runner.dropTable(table);
    for (const [table, columns] of Object.entries(COLUMNS))
      await runner.dropColumns(
        table,
        columns.map((column) => column.split(' ', 1)[0] ?? ''),
      );
  }
}

const COLUMNS = {
  operation: ['host_id varchar(300)'],
  docker_host: [
    'full_until bigint NOT NULL DEFAULT 0',
    'engine_failures int NOT NULL DEFAULT 0',
    'reconciler varchar(64)',
    'reconcile_epoch int NOT NULL DEFAULT 0',
    'reconcile_at bigint NOT NULL DEFAULT 0',
  ],
  service_instance: [
    "health varchar(16) NOT NULL DEFAULT 'ok'",
    'restarts int NOT NULL DEFAULT 0',
    'restart_at bigint NOT NULL DEFAULT 0',
    'moves int NOT NULL DEFAULT 0',
    'acknowledged_at bigint',
  ],
};

function statements(tableSuffix: string): string[] {
  const columns = Object.entries(COLUMNS).flatMap(([table, added]) =>
    added.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`),
  );
  return [
    ...columns,
    `UPDATE operation SET host_id =
      (SELECT i.host_id FROM service_instance i WHERE i.id = operation.instance_id) WHERE host_id IS NULL`,
    `CREATE TABLE IF NOT EXISTS installation (id varchar(36) PRIMARY KEY)${tableSuffix}`,
    `CREATE TABLE IF NOT EXISTS orphan (host_id varchar(300) NOT NULL, kind varchar(16) NOT NULL,
      resource_id varchar(255) NOT NULL, name varchar(255) NOT NULL, instance_id varchar(255) NOT NULL,
      operation_id varchar(64), first_seen bigint NOT NULL, last_seen bigint NOT NULL,
      PRIMARY KEY (host_id, kind, resource_id))${tableSuffix}`,
    'CREATE INDEX operation_host ON operation (host_id, due_at)',
  ];
}

/** Once, for all brokers on this database: containers carry it, so that two installations may share a Docker host. */
async function nameInstallation(runner: QueryRunner): Promise<void> {
  const known = (await runner.query('SELECT id FROM installation')) as readonly unknown[];
  if (known.length === 0)
    await runner.manager.createQueryBuilder().insert().into('installation').values({ id: randomUUID() }).execute();
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../database/dialect.js';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** One text for all three databases; only the table's suffix and the name of the long text type differ. */
export class FirstTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(dialectOf(runner))) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'catalog',
  'service_plan',
  'docker_host',
  'host_certificate',
  'key_canary',
  'service_instance',
  'service_binding',
  'port_claim',
  'operation',
];

function statements({ tableSuffix, longText }: Dialect): string[] {
  const id = 'varchar(255) NOT NULL';
  const tables = {
    catalog: `id int PRIMARY KEY, name ${id}, revision int NOT NULL, user_name ${id}, password_hash ${id}`,
    service_plan: `service_name ${id}, plan_name ${id}, position int NOT NULL, definition_sealed ${longText} NOT NULL,
      PRIMARY KEY (service_name, plan_name)`,
    docker_host: `id varchar(300) PRIMARY KEY, docker_host ${id}, docker_port int NOT NULL, service_host ${id},
      port_min int NOT NULL, port_max int NOT NULL, keepalive_s int NOT NULL, is_active int NOT NULL,
      perf_factor double precision NOT NULL, exec_command text NOT NULL, exec_args text NOT NULL, last_ping bigint NOT NULL`,
    host_certificate: `docker_host varchar(255) PRIMARY KEY, version int NOT NULL, ca text, cert text, key_sealed ${longText}`,
    key_canary: `key_id varchar(64) PRIMARY KEY, canary_sealed text NOT NULL`,
    service_instance: `id varchar(255) PRIMARY KEY, service_name ${id}, plan_name ${id}, spec_hash varchar(64) NOT NULL,
      request_sealed ${longText} NOT NULL, definition_sealed ${longText} NOT NULL, host_id varchar(300) NOT NULL,
      container_name varchar(128) NOT NULL, container_id varchar(128), image_id varchar(128), state varchar(16) NOT NULL,
      dashboard_url_sealed ${longText}, version int NOT NULL, created_at bigint NOT NULL`,
    service_binding: `id varchar(255) PRIMARY KEY, instance_id ${id}, app_guid varchar(255), spec_hash varchar(64) NOT NULL,
      request_sealed ${longText} NOT NULL, credentials_sealed ${longText}, state varchar(16) NOT NULL, created_at bigint NOT NULL`,
    port_claim: `host_id varchar(300) NOT NULL, host_port int NOT NULL, protocol varchar(3) NOT NULL, instance_id varchar(255),
      container_port int, until_at bigint, PRIMARY KEY (host_id, host_port, protocol)`,
    operation: `id varchar(64) PRIMARY KEY, live_key varchar(520), exec_key varchar(520), kind varchar(16) NOT NULL,
      instance_id ${id}, binding_id varchar(255), state varchar(16) NOT NULL, mode varchar(16) NOT NULL,
      step varchar(32) NOT NULL, description text NOT NULL, exec_id varchar(128), owner varchar(64), epoch int NOT NULL,
      due_at bigint, attempts int NOT NULL, deadline_at bigint, request_id ${id}, created_at bigint NOT NULL,
      updated_at bigint NOT NULL`,
  };
  return [
    ...Object.entries(tables).map(([name, columns]) => `CREATE TABLE IF NOT EXISTS ${name} (${columns})${tableSuffix}`),
    'CREATE UNIQUE INDEX operation_live_key ON operation (live_key)',
    'CREATE UNIQUE INDEX operation_exec_key ON operation (exec_key)',
    'CREATE INDEX operation_due ON operation (due_at)',
    'CREATE INDEX operation_target ON operation (instance_id, created_at)',
    'CREATE INDEX service_instance_plan ON service_instance (service_name, plan_name)',
    'CREATE INDEX service_instance_host ON service_instance (host_id)',
    'CREATE INDEX service_binding_instance ON service_binding (instance_id)',
    'CREATE INDEX port_claim_instance ON port_claim (instance_id)',
  ];
}

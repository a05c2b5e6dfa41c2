import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../database/dialect.js';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** All that a number of JavaScript's can hold. */
const MEASURES = [
  'load_average',
  'cpus',
  'free_memory_bytes',
  'total_memory_bytes',
  'free_disk_bytes',
  'total_disk_bytes',
  'running_containers',
];

/** What agents measure and say of their hosts, and what instances reserve there. Null: nobody has said. */
export class Capacity1764540000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(dialectOf(runner))) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('host_lock');
    await runner.dropColumns('docker_host', [...MEASURES, 'agent_version', 'labels']);
    await runner.dropColumns('service_instance', ['memory_bytes', 'target_memory_bytes']);
  }
}

function statements({ tableSuffix, longText }: Dialect): readonly string[] {
  const lock = 'host_id varchar(300) NOT NULL, version int NOT NULL, PRIMARY KEY (host_id)';
  return [
    `CREATE TABLE IF NOT EXISTS host_lock (${lock})${tableSuffix}`,
    ...MEASURES.map((column) => `ALTER TABLE docker_host ADD COLUMN ${column} double precision`),
    'ALTER TABLE docker_host ADD COLUMN agent_version varchar(64)',
    `ALTER TABLE docker_host ADD COLUMN labels ${longText}`,
    'ALTER TABLE service_instance ADD COLUMN memory_bytes bigint',
    'ALTER TABLE service_instance ADD COLUMN target_memory_bytes bigint',
  ];
}

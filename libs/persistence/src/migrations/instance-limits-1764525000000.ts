import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../database/dialect.js';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** How many instances of a plan there are, in all, of an organization and of a space; `fillOwnerKeys` does the rest. */
export class InstanceLimits1764525000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(dialectOf(runner))) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('plan_lock');
    for (const name of ['service_instance_owner', 'service_instance_target'])
      await runner.dropIndex('service_instance', name);
    await runner.dropColumns('service_instance', ['organization_key', 'space_key', 'target_plan_name']);
  }
}

function statements({ tableSuffix }: Dialect): readonly string[] {
  const lock = `service_name varchar(255) NOT NULL, plan_name varchar(255) NOT NULL, version int NOT NULL,
    PRIMARY KEY (service_name, plan_name)`;
  return [
    `CREATE TABLE IF NOT EXISTS plan_lock (${lock})${tableSuffix}`,
    'ALTER TABLE service_instance ADD COLUMN organization_key varchar(64)',
    'ALTER TABLE service_instance ADD COLUMN space_key varchar(64)',
    'ALTER TABLE service_instance ADD COLUMN target_plan_name varchar(255)',
    'CREATE INDEX service_instance_owner ON service_instance (service_name, plan_name, organization_key, space_key)',
    'CREATE INDEX service_instance_target ON service_instance (service_name, target_plan_name)',
  ];
}

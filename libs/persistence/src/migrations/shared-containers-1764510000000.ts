import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** Containers that several instances share (ADR 0024): a row of their own, and who lives in which. */
export class SharedContainers1764510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['service_instance_shared_in', 'service_instance_house_key'])
      await runner.dropIndex('service_instance', name);
    await runner.dropColumns('service_instance', ['shared_in', 'house_key', 'empty_since']);
  }
}

const STATEMENTS = [
  'ALTER TABLE service_instance ADD COLUMN shared_in varchar(255)',
  'ALTER TABLE service_instance ADD COLUMN house_key varchar(64)',
  'ALTER TABLE service_instance ADD COLUMN empty_since bigint',
  'CREATE INDEX service_instance_shared_in ON service_instance (shared_in)',
  'CREATE INDEX service_instance_house_key ON service_instance (house_key)',
];

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** Pages of instances, newest first, of all or of one state, without reading all of them. */
export class Overview1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['service_instance_newest', 'service_instance_state'])
      await runner.dropIndex('service_instance', name);
  }
}

const STATEMENTS = [
  'CREATE INDEX service_instance_newest ON service_instance (created_at, id)',
  'CREATE INDEX service_instance_state ON service_instance (state, created_at, id)',
];

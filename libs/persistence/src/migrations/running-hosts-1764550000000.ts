import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** What operators let hosts do, what their engines are, and when somebody was last told of their certificates. */
export class RunningHosts1764550000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['admission', 'engine_version', 'engine_api', 'certificate_told_at'])
      await runner.dropColumn('docker_host', column);
  }
}

const STATEMENTS = [
  "ALTER TABLE docker_host ADD COLUMN admission varchar(16) NOT NULL DEFAULT 'open'",
  'ALTER TABLE docker_host ADD COLUMN engine_version varchar(64)',
  'ALTER TABLE docker_host ADD COLUMN engine_api varchar(16)',
  'ALTER TABLE docker_host ADD COLUMN certificate_told_at bigint NOT NULL DEFAULT 0',
];

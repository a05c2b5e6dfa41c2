import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../database/dialect.js';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** How images get to hosts: logins at registries, what is pulled ahead, and which image an instance was made of. */
export class Images1764515000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(dialectOf(runner))) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['registry_login', 'image_pull']) await runner.dropTable(table);
    await runner.dropColumn('service_instance', 'image_digest');
  }
}

function statements({ tableSuffix, longText }: Dialect): readonly string[] {
  const login = `registry_host varchar(255) PRIMARY KEY, user_name varchar(255) NOT NULL, password_sealed ${longText} NOT NULL`;
  const pull = `host_id varchar(300) NOT NULL, image_ref varchar(255) NOT NULL, state varchar(16) NOT NULL, percent int,
    attempts int NOT NULL, detail text, owner varchar(64), due_at bigint NOT NULL, updated_at bigint NOT NULL,
    PRIMARY KEY (host_id, image_ref)`;
  return [
    `CREATE TABLE IF NOT EXISTS registry_login (${login})${tableSuffix}`,
    `CREATE TABLE IF NOT EXISTS image_pull (${pull})${tableSuffix}`,
    'ALTER TABLE service_instance ADD COLUMN image_digest varchar(255)',
  ];
}

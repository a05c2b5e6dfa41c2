import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../database/dialect.js';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** The keys that sealed columns are sealed with, each wrapped; the first start after this puts the first one in. */
export class DataKeys1764580000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(dialectOf(runner))) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('data_key');
  }
}

function statements({ tableSuffix }: Dialect): readonly string[] {
  const key = `id varchar(64) PRIMARY KEY, standing varchar(16), kek_id varchar(64) NOT NULL, wrapped_key text,
    created_at bigint NOT NULL, retired_at bigint, clean_at bigint, destroyed_at bigint,
    owner varchar(64), due_at bigint NOT NULL`;
  return [
    `CREATE TABLE IF NOT EXISTS data_key (${key})${tableSuffix}`,
    'CREATE UNIQUE INDEX data_key_standing ON data_key (standing)',
  ];
}

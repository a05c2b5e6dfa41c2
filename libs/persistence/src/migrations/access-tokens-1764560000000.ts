import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialect-of.js';

/** Tokens in place of the one pair of user and password. */
export class AccessTokens1764560000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(statement(dialectOf(runner).tableSuffix));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('access_token');
  }
}

function statement(tableSuffix: string): string {
  const columns = `id varchar(32) PRIMARY KEY, role varchar(16) NOT NULL, name varchar(64) NOT NULL UNIQUE,
    docker_host varchar(255), scopes varchar(255) NOT NULL, hash varchar(64) NOT NULL, created_at bigint NOT NULL,
    created_by varchar(255) NOT NULL, expires_at bigint, last_used_on varchar(10)`;
  return `CREATE TABLE IF NOT EXISTS access_token (${columns})${tableSuffix}`;
}

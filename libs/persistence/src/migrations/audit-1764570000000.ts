import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type DatabaseKind, DIALECTS } from '../database/dialect.js';
import { dialectOfType } from '../database/drivers.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** The audit trail, with an index for each way to ask it, and what keeps entries as they are (ADR 0030). */
export class Audit1764570000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const kind = dialectOfType(runner.dataSource.options.type);
    await runner.query(createTable(DIALECTS[kind].tableSuffix));
    for (const statement of INDEXES) await runner.query(statement).catch(ignoreWhatIsThere);
    for (const statement of KEEP_AS_IT_IS[kind]) await runner.query(statement).catch(ignoreWhatMayNotBe);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_entry');
  }
}

function createTable(suffix: string): string {
  return `CREATE TABLE IF NOT EXISTS audit_entry (id varchar(64) PRIMARY KEY, at bigint NOT NULL, broker varchar(255) NOT NULL,
    role varchar(16), caller varchar(255), originator text, method varchar(16) NOT NULL, route varchar(255) NOT NULL,
    instance_id varchar(255), subject text NOT NULL, status int NOT NULL, request_id varchar(255) NOT NULL,
    address varchar(64) NOT NULL, requests int NOT NULL)${suffix}`;
}

const INDEXES = [
  'CREATE INDEX audit_entry_newest ON audit_entry (at, id)',
  'CREATE INDEX audit_entry_caller ON audit_entry (caller, at, id)',
  'CREATE INDEX audit_entry_instance ON audit_entry (instance_id, at, id)',
  'CREATE INDEX audit_entry_route ON audit_entry (route, at, id)',
  'CREATE INDEX audit_entry_status ON audit_entry (status, at, id)',
];

const KEEP_AS_IT_IS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: [
    `CREATE TRIGGER IF NOT EXISTS audit_entry_kept BEFORE UPDATE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END`,
  ],
  postgres: [
    `CREATE OR REPLACE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'audit entries are never changed'; END $$`,
    `CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_kept()`,
  ],
  mysql: [
    `CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry FOR EACH ROW
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are never changed'`,
  ],
};

/**
 * With a binary log, MySQL lets only administrators make triggers unless told otherwise (log_bin_trust_function_creators):
 * a broker starts without this one there.
 */
const NOT_ALLOWED: readonly unknown[] = [
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_TRG_ALREADY_EXISTS',
];

function ignoreWhatMayNotBe(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && NOT_ALLOWED.includes(error.code))) throw error;
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialect-of.js';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** What updates, rotations and maintenance need to remember, and who asked for what. */
export class WholeApi1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { longText } = dialectOf(runner);
    for (const statement of statements(longText)) await runner.query(statement).catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(columnsOf('text')))
      await runner.dropColumns(
        table,
        columns.map((column) => column.split(' ', 1)[0] ?? ''),
      );
  }
}

function statements(longText: string): readonly string[] {
  return Object.entries(columnsOf(longText)).flatMap(([table, columns]) =>
    columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`),
  );
}

function columnsOf(longText: string): Readonly<Record<string, readonly string[]>> {
  return {
    operation: [
      `originator_sealed ${longText}`,
      'is_repeatable int NOT NULL DEFAULT 1',
      'is_usable int NOT NULL DEFAULT 1',
    ],
    service_instance: [
      `target_sealed ${longText}`,
      'generation int NOT NULL DEFAULT 0',
      'image_version varchar(255)',
      'volume_paths text',
    ],
    service_binding: [`extras_sealed ${longText}`],
    service_plan: ['image_version varchar(255)'],
  };
}

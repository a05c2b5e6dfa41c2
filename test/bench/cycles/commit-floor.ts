import { createRequire } from 'node:module';
import { join } from 'node:path';
import { temporaryFolder } from '../processes.mjs';

const COMMITS = 300;

interface BareDatabase {
  pragma(text: string): unknown;
  exec(text: string): unknown;
  prepare(text: string): { run(): unknown };
}

/** The driver comes without types. */
const Driver = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => BareDatabase;

/** What the disk allows: one row, the bare driver, the broker's durability. */
export function commitsPerSecond(): number {
  const database = new Driver(join(temporaryFolder(), 'floor.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE floor (id INT PRIMARY KEY, count INT); INSERT INTO floor VALUES (1, 0)');
  const write = database.prepare('UPDATE floor SET count = count + 1 WHERE id = 1');
  const startedAt = performance.now();
  for (let count = 0; count < COMMITS; count += 1) write.run();
  return (COMMITS * 1_000) / (performance.now() - startedAt);
}

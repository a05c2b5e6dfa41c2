import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Takes the write lock, says so, and gives it back when its input ends. */
const HOLDER = `
  const db = require('better-sqlite3')(process.argv[1]);
  db.exec('BEGIN IMMEDIATE');
  process.stdout.write('held');
  process.stdin.resume().on('end', () => { db.exec('COMMIT'); db.close(); });
`;

/** Another process has the write lock of a SQLite file from now on, until the function that is answered is called. */
export async function holdSqliteLock(file: string): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, ['-e', HOLDER, file], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return async () => {
    holder.stdin.end();
    await once(holder, 'close');
  };
}

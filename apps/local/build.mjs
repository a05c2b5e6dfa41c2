import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './command.mjs';
import { filesIn, modifiedAt } from './files.mjs';
import { root } from './repository.mjs';
import { step } from './terminal.mjs';

const stamp = path.join(root, 'dist/.built');

/** Compiles both apps unless nothing has changed since the last time. */
export async function ensureBuild() {
  if (!isStale(await modifiedAt(stamp), await Promise.all((await sources()).map(modifiedAt)))) return;
  const startedAt = new Date();
  await step('compiling', (onLine) =>
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { onLine }),
  );
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, '');
  // What was edited while we compiled is newer than this.
  await utimes(stamp, startedAt, startedAt);
}

async function sources() {
  const folders = ['apps/broker/src', 'apps/agent/src', 'libs', 'test/image', 'test/support'].map((folder) =>
    filesIn(path.join(root, folder)),
  );
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) => path.join(root, file));
  return [...settings, ...(await Promise.all(folders)).flat()];
}

/**
 * @param {number} builtAt
 * @param {number[]} changedAt of each source
 */
export function isStale(builtAt, changedAt) {
  return changedAt.some((time) => time > builtAt);
}

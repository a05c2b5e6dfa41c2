import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * All files below a folder, in a fixed order; none when the folder is not there.
 *
 * @param {string} folder
 */
export async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/**
 * When a file was last written; long ago when it is not there.
 *
 * @param {string} file
 */
export async function modifiedAt(file) {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

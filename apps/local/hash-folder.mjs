import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {{ name: string, executable: boolean, content: Buffer }} FileEntry
 */

/**
 * @param {string} folder
 * @param {string[]} files in it
 * @param {string} salt what else the result depends on
 */
export async function hashFolder(folder, files, salt) {
  return hashFiles(await Promise.all(files.map((file) => readEntry(folder, file))), salt);
}

/**
 * @param {FileEntry[]} files
 * @param {string} salt
 */
export function hashFiles(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const { name, executable, content } of files) {
    hash.update(`\0${name}\0${executable}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} folder
 * @param {string} file
 * @returns {Promise<FileEntry>}
 */
async function readEntry(folder, file) {
  const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
  return { name: path.relative(folder, file), executable: (mode & 0o111) !== 0, content };
}

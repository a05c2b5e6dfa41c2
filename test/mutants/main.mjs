import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MUTANTS } from './mutants.mjs';

/** Guards by words of theirs on the command line; all without any. */
const wanted = process.argv.slice(2);
const root = path.join(import.meta.dirname, '../..');

/** A copy of what git knows of, as it stands; packages are shared. */
async function copyHouse() {
  const house = await mkdtemp(path.join(tmpdir(), 'docker-broker-mutants-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of files.toString('utf8').split('\0').filter(Boolean))
    await cp(path.join(root, file), path.join(house, file)).catch(ignoreMissing);
  await symlink(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
  return house;
}

/** @param {NodeJS.ErrnoException} error of a file that was removed since git looked */
function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

/**
 * @param {string} house
 * @param {string[]} specs
 * @returns {Promise<boolean>} whether they pass
 */
async function passes(house, specs) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--bail', '1', ...specs];
  const child = spawn(process.execPath, args, { cwd: house, stdio: 'ignore' });
  const [code] = await once(child, 'close');
  return code === 0;
}

/**
 * @param {string} house
 * @param {import('./mutants.mjs').Mutant} mutant
 * @returns {Promise<boolean>} whether a spec noticed
 */
async function isKilled(house, { file, from, to, killedBy }) {
  const target = path.join(house, file);
  const text = await readFile(target, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have this exactly once: ${from}`);
  await writeFile(
    target,
    text.replace(from, () => to),
  );
  try {
    return !(await passes(house, killedBy));
  } finally {
    await writeFile(target, text);
  }
}

const mutants = MUTANTS.filter(({ guard }) => wanted.every((word) => guard.includes(word)));
const house = await copyHouse();
try {
  const specs = [...new Set(mutants.flatMap(({ killedBy }) => killedBy))];
  if (!(await passes(house, specs))) throw new Error('The specs fail without any mutant: npm run unit says why.');
  let survivors = 0;
  for (const mutant of mutants) {
    const killed = await isKilled(house, mutant);
    survivors += killed ? 0 : 1;
    console.log(`${killed ? '✓ killed  ' : '✗ SURVIVED'} ${mutant.guard}`);
  }
  console.log(`${mutants.length - survivors} of ${mutants.length} mutants killed`);
  process.exitCode = survivors === 0 && mutants.length > 0 ? 0 : 1;
} finally {
  await rm(house, { recursive: true });
}

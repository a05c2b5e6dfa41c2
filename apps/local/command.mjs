import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { root } from './repository.mjs';
import { SetupError } from './run-main.mjs';

// A root shell without a login has no …/sbin, where servers and their helpers live.
const searchPath = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`;

/**
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export const environment = (extra) => ({ ...process.env, PATH: searchPath, ...extra });

/** @param {string} program */
export function isInstalled(program) {
  return searchPath.split(':').some((folder) => existsSync(path.join(folder, program)));
}

/**
 * Runs a program to its end; should it fail, the last lines of what it printed are in the error.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 */
export async function run(program, args, { env, onLine } = {}) {
  const child = spawn(program, args, { cwd: root, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {string[]} */
  const lines = [];
  for (const input of [child.stdout, child.stderr]) {
    readline.createInterface({ input }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const code = await exitCode(child);
  if (code !== 0)
    throw new SetupError(`${lines.slice(-30).join('\n')}\n\n${program} ${args.join(' ')} failed (${code}).`);
}

/**
 * Runs a program in our own terminal.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<number>} its exit code
 */
export function runVisibly(program, args, { env, signal }) {
  return exitCode(spawn(program, args, { cwd: root, env: environment(env), stdio: 'inherit', signal }));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} as a shell says it: 127 when it could not be started, 1 when a signal ended it
 */
export function exitCode(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

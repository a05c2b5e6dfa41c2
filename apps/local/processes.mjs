import { spawn } from 'node:child_process';
import { exitCode } from './command.mjs';
import { root } from './repository.mjs';

const stopLimitMs = 15_000;

/**
 * A broker or agent is idle most of the time: small young generations, old ones no more than twice what is in use, and freed
 * memory goes back at once. To clear so small young ones, threads cost more to wake than they do. Orders live for seconds, and
 * teach V8 to make whatever comes with a request among the old, where quick requests then leave it behind: not so here.
 */
export const frugal = {
  nodeFlags: [
    '--max-semi-space-size=4',
    '--no-parallel-scavenge',
    '--heap-growing-percent=100',
    '--no-allocation-site-pretenuring',
  ],
  env: { MALLOC_TRIM_THRESHOLD_: '65536' },
};

/**
 * @typedef {{ name: string, child: import('node:child_process').ChildProcess, ended: Promise<number> }} Program
 */

/**
 * @param {'broker' | 'agent' | 'keys'} name `keys` looks at a broker's keys, and replaces them
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Program}
 */
export function launch(name, args, env) {
  const main = name === 'keys' ? 'dist/apps/broker/src/keys-main.js' : `dist/apps/${name}/src/main.js`;
  const options = { cwd: root, env: { ...frugal.env, ...env } };
  const child = spawn(process.execPath, [...frugal.nodeFlags, main, ...args], {
    ...options,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  child.stdout.pipe(process.stdout);
  return { name, child, ended: exitCode(child) };
}

/**
 * Until the program has logged a message, or has ended.
 *
 * @param {Program} program
 * @param {string} message
 * @returns {Promise<void>}
 */
export function logged({ child, ended }, message) {
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk) => {
      if (String(chunk).includes(`"message":"${message}"`)) resolve();
    });
    void ended.then(() => resolve());
  });
}

/**
 * Until we are told to stop or one of them ends by itself; then the others are stopped, in the order given.
 *
 * @param {Program[]} programs
 * @returns {Promise<number>} the exit code of us all
 */
export async function runUntilStopped(programs) {
  const ends = programs.map(async ({ name, ended }) => ({ name, code: await ended }));
  const end = await Promise.race([stopSignal(), ...ends]);
  if (end) console.error(`The ${end.name} has ended by itself (${end.code}).`);
  for (const program of programs) await stop(program);
  return end ? end.code || 1 : 0;
}

/** @returns {Promise<void>} */
function stopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
}

/** @param {Program} program */
async function stop({ child, ended }) {
  child.kill('SIGTERM');
  const lastResort = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await ended;
  clearTimeout(lastResort);
}

import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Not those of another bench that runs at the same time. */
const FIRST_PORT = Number(process.env['BENCH_PORT'] ?? 19_771);
export const PORTS = { broker: FIRST_PORT, floor: FIRST_PORT + 1 };
const LOGIN = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
export const HEADERS = { authorization: LOGIN, 'x-broker-api-version': '2.17', 'content-type': 'application/json' };
/** What a broker is told that shall serve one client as fast as it can. */
export const UNLIMITED = { BROKER_LIMITS_REQUESTSPERMINUTE: '0', BROKER_LIMITS_PINGSPERMINUTE: '0' };
const BOOT_LIMIT_MS = 30_000;

/**
 * A server of its own process, as the broker is one in production.
 * @param {readonly string[]} argv
 * @param {Record<string, string>} env
 * @param {string} url answers once it is up
 */
export async function startServer(argv, env, url) {
  const log = openSync(join(tmpdir(), `docker-broker-bench-${process.pid}.log`), 'a');
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
  const giveUpAt = Date.now() + BOOT_LIMIT_MS;
  while (!(await answers(url))) {
    if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error(`${argv.join(' ')} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return child;
}

/** @param {import('node:child_process').ChildProcess} child */
export async function stopServer(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Resident memory in MB. @param {import('node:child_process').ChildProcess} child */
export function memoryOf(child) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** A folder that is gone when the process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'docker-broker-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param {string} url */
async function answers(url) {
  return fetch(url, { headers: HEADERS }).then(
    (response) => response.arrayBuffer().then(() => true),
    () => false,
  );
}

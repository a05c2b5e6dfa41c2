import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, readdir, readlink, rm } from 'node:fs/promises';
import { environment, exitCode } from './command.mjs';

export const engineLog = '/var/log/dockerd.log';

/**
 * An engine that we started ourselves, where no init system does it. It outlives us unless it is stopped.
 *
 * @typedef {{ ended: Promise<number>, stop: () => Promise<void> }} EngineProcess
 */

/** @returns {Promise<EngineProcess>} */
export async function startEngineProcess() {
  await Promise.all([
    dropStalePidFile('/var/run/docker.pid', 'dockerd'),
    dropStalePidFile('/var/run/docker/containerd/containerd.pid', 'containerd'),
  ]);
  const log = openSync(engineLog, 'a');
  const options = { env: environment(), detached: true };
  const child = spawn('dockerd', ['-H', 'unix:///var/run/docker.sock'], { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = exitCode(child);
  child.unref();
  return {
    ended,
    stop: async () => {
      child.ref();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The engine that already serves our network: a second one there would flush the first one's packet filter. */
export async function findEngineProcess() {
  const ours = await readlink('/proc/self/ns/net').catch(() => undefined);
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if ((await programOf(pid)) !== 'dockerd') continue;
    if ((await readlink(`/proc/${pid}/ns/net`).catch(() => undefined)) === ours) return pid;
  }
  return undefined;
}

/**
 * An engine that was killed leaves its pid file, and by now the number may belong to somebody else.
 *
 * @param {string} file
 * @param {string} program
 */
async function dropStalePidFile(file, program) {
  const pid = await readFile(file, 'utf8').catch(() => '');
  if (pid && (await programOf(pid.trim())) !== program) await rm(file, { force: true });
}

/**
 * The name of a running program; empty when there is no such process, or it has ended and nobody has noticed yet.
 *
 * @param {string} pid
 */
async function programOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return toProgram(stat);
}

/** @param {string} stat as in /proc/<pid>/stat: `42 (name) S 1 …` */
export function toProgram(stat) {
  const [, name = '', state = 'Z'] = /\((.*)\) (\w)/s.exec(stat) ?? [];
  return state === 'Z' ? '' : name;
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { canInstall, installPackages } from './apt.mjs';
import { isInstalled, run } from './command.mjs';
import { toEngineAddress, whyNotAnswering } from './engine-api.mjs';
import { engineLog, findEngineProcess, startEngineProcess } from './engine-process.mjs';
import { SetupError } from './run-main.mjs';
import { step } from './terminal.mjs';

const localEngine = 'unix:///var/run/docker.sock';
const startLimitMs = 60_000;

/**
 * @typedef {object} Engine
 * @property {string} dockerHost
 * @property {import('./engine-api.mjs').EngineAddress} address
 * @property {() => Promise<void>} stop stops it if it was us who started it
 */

/**
 * The Docker engine of this machine; installed and started when there is none and we may.
 *
 * @returns {Promise<Engine>}
 */
export async function ensureEngine() {
  const dockerHost = process.env['DOCKER_HOST'] || localEngine;
  const address = toEngineAddress(dockerHost);
  const failure = await whyNotAnswering(address);
  if (failure === undefined) return { dockerHost, address, stop: async () => undefined };
  const advice = adviceFor({ dockerHost, failure, mayInstall: canInstall(), hasEngine: isInstalled('dockerd') });
  if (advice) throw new SetupError(advice);
  return { dockerHost, address, stop: await bringUp(address) };
}

/**
 * What only the user can do about an engine that does not answer; `undefined` when we can do it for them.
 *
 * @param {{ dockerHost: string, failure: string, mayInstall: boolean, hasEngine: boolean }} situation
 */
export function adviceFor({ dockerHost, failure, mayInstall, hasEngine }) {
  const silent = `No Docker engine answers at ${dockerHost} (${failure}).`;
  const join = ['  sudo usermod -aG docker "$USER"', '  newgrp docker'];
  if (dockerHost !== localEngine) return `${silent} Start it, or unset DOCKER_HOST to use the one of this machine.`;
  if (failure === 'EACCES') return ['You may not use Docker yet. Allow it and try again:', ...join].join('\n');
  if (mayInstall) return undefined;
  const install = hasEngine ? [] : ['  sudo apt-get install -y docker.io'];
  return [silent, 'Start one and try again:', ...install, '  sudo systemctl start docker', ...join].join('\n');
}

/** @param {import('./engine-api.mjs').EngineAddress} address */
async function bringUp(address) {
  if (!isInstalled('dockerd')) await installPackages(['docker.io', 'iptables', 'ca-certificates']);
  return step('starting the Docker engine', async () => {
    const starting = await start();
    await Promise.race([answering(address), starting.ended.then(reportEnd)]);
    return starting.stop;
  });
}

/** @returns {Promise<import('./engine-process.mjs').EngineProcess>} */
async function start() {
  const alreadyThere = { ended: new Promise(() => undefined), stop: async () => undefined };
  if (existsSync('/run/systemd/system')) await run('systemctl', ['start', 'docker']);
  else if (!(await findEngineProcess())) return startEngineProcess();
  return /** @type {import('./engine-process.mjs').EngineProcess} */ (alreadyThere);
}

/** @param {import('./engine-api.mjs').EngineAddress} address */
async function answering(address) {
  const deadline = Date.now() + startLimitMs;
  while (await whyNotAnswering(address)) {
    if (Date.now() > deadline) throw new SetupError('A Docker engine runs, but does not answer. Is DOCKER_HOST set?');
    await sleep(100);
  }
}

/** @param {number} code */
async function reportEnd(code) {
  const log = await readFile(engineLog, 'utf8').catch(() => '');
  throw new SetupError(`${log.split('\n').slice(-6).join('\n')}\ndockerd ended (${code}); its log is ${engineLog}.`);
}

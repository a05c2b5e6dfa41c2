import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';

import { callEngine, CREATE_MS, INSPECT_MS } from './call-engine.js';
import { checkName } from './check-name.js';
import { EngineBusyError, EngineRefusedError } from './docker-driver.errors.js';
import { readArray, readObject, readOptionalObject, readString } from './read-answer.js';
import { undefinedWhen } from './translate-docker-error.js';

const NO_TRAFFIC_BETWEEN_CONTAINERS = { 'com.docker.network.bridge.enable_icc': 'false' };

const MOST_TRIES = 5;
const MOST_LOOKS = 20;
const LOOK_EVERY_MS = 100;

interface Network {
  readonly networkId: string;
  readonly createdAt: string;
  readonly isIsolated: boolean;
}

/**
 * Engines below API 1.44 may make two networks of one name at once: then all but one go again. Throws `EngineBusyError`
 * where nobody gives way in time: to be repeated.
 */
export async function ensureNetwork(docker: Docker, networkName: string): Promise<void> {
  checkName(networkName);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const [known] = await listNetworks(docker, networkName);
    if (known !== undefined) {
      checkIsolated(known, networkName);
      return;
    }
    const made = await createNetwork(docker, networkName);
    if (made !== undefined && (await isLeftAlone(docker, networkName, made))) return;
  }
  throw new EngineBusyError(`Network ${networkName} is made by many at once.`);
}

/**
 * The younger one goes at once. The oldest waits for that, and goes itself where the younger one stays: it was looked for
 * before the oldest could be seen, and is in use by now.
 */
async function isLeftAlone(docker: Docker, networkName: string, made: string): Promise<boolean> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const found = await listNetworks(docker, networkName);
    if (found.every(({ networkId }) => networkId === made)) return true;
    if (found[0]?.networkId !== made) break;
    await sleep(LOOK_EVERY_MS);
  }
  await removeNetwork(docker, made);
  return false;
}

/** `undefined`: somebody else was faster. */
async function createNetwork(docker: Docker, networkName: string): Promise<string | undefined> {
  const options = { Name: networkName, Driver: 'bridge', CheckDuplicate: true, Options: NO_TRAFFIC_BETWEEN_CONTAINERS };
  return callEngine({ name: `create network ${networkName}`, timeoutMs: CREATE_MS }, async (abortSignal) => {
    const network = await undefinedWhen(isTaken, docker.createNetwork({ ...options, abortSignal }));
    return network?.id;
  });
}

/** Oldest first. The engine's filter also finds names that only contain ours. */
async function listNetworks(docker: Docker, networkName: string): Promise<readonly Network[]> {
  return callEngine({ name: `find network ${networkName}`, timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const answer: unknown = await docker.listNetworks({ filters: { name: [networkName] }, abortSignal });
    const networks = readArray(answer, 'networks').map((one) => readObject(one, 'a network'));
    return networks
      .filter((one) => one['Name'] === networkName)
      .map(toNetwork)
      .sort(byAge);
  });
}

async function removeNetwork(docker: Docker, networkId: string): Promise<void> {
  await callEngine({ name: `remove network ${networkId}`, timeoutMs: INSPECT_MS }, (abortSignal) =>
    docker.getNetwork(networkId).remove({ abortSignal }),
  );
}

function toNetwork(network: Readonly<Record<string, unknown>>): Network {
  const [[option, value] = ['', '']] = Object.entries(NO_TRAFFIC_BETWEEN_CONTAINERS);
  const options = readOptionalObject(network['Options'], 'Options');
  return {
    networkId: readString(network['Id'], 'Id'),
    createdAt: readString(network['Created'], 'Created'),
    isIsolated: network['Driver'] === 'bridge' && options[option] === value,
  };
}

function byAge(one: Network, other: Network): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.networkId < other.networkId ? -1 : 1;
}

function checkIsolated(network: Network, networkName: string): void {
  if (network.isIsolated) return;
  throw new EngineRefusedError(`Network ${networkName} is there, but lets containers talk to each other.`);
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 409;
}

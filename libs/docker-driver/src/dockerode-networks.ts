import type Docker from 'dockerode';

import { callEngine, CREATE_MS, INSPECT_MS } from './call-engine.js';
import { checkName } from './check-name.js';
import { EngineRefusedError } from './docker-driver.errors.js';
import { readArray, readObject, readOptionalObject, readString } from './read-answer.js';
import { undefinedWhen } from './translate-docker-error.js';

const NO_TRAFFIC_BETWEEN_CONTAINERS = { 'com.docker.network.bridge.enable_icc': 'false' };

interface Network {
  readonly networkId: string;
  readonly createdAt: string;
  readonly isIsolated: boolean;
}

/** Engines below API 1.44 may make two networks of one name at once: then all but the oldest go again. */
export async function ensureNetwork(docker: Docker, networkName: string): Promise<void> {
  checkName(networkName);
  const known = await listNetworks(docker, networkName);
  if (known[0] !== undefined) {
    checkIsolated(known[0], networkName);
    return;
  }
  const made = await createNetwork(docker, networkName);
  const [oldest] = await listNetworks(docker, networkName);
  if (oldest !== undefined) checkIsolated(oldest, networkName);
  if (made !== undefined && oldest?.networkId !== made) await removeNetwork(docker, made);
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

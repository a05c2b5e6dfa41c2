import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';

import { callEngine, CREATE_MS, INSPECT_MS } from './call-engine.js';
import { checkName } from './check-name.js';
import { byAge, chooseSurplusNetworks, type NamedNetwork } from './choose-surplus-networks.js';
import { EngineBusyError, EngineRefusedError } from './docker-driver.errors.js';
import { readArray, readObject, readOptionalObject, readString } from './read-answer.js';
import { isMissing, undefinedWhen } from './translate-docker-error.js';

const NO_TRAFFIC_BETWEEN_CONTAINERS = { 'com.docker.network.bridge.enable_icc': 'false' };

const MOST_LOOKS = 40;

interface Network extends NamedNetwork {
  readonly isIsolated: boolean;
}

/**
 * Engines below API 1.44 may make several networks of one name at once: then all but one go again. Whoever is told that
 * there is one may still find two, while another broker's is made and goes again: starting a container throws
 * `EngineBusyError` then. Throws the same where it takes too long: to be repeated.
 */
export async function ensureNetwork(docker: Docker, networkName: string, lookEveryMs = 100): Promise<void> {
  checkName(networkName);
  let made: string | undefined;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const found = await listNetworks(docker, networkName);
    for (const network of found) checkIsolated(network, networkName);
    if (found.length === 1) return;
    if (found.length === 0) made = await createNetwork(docker, networkName);
    else await removeFirstUnused(docker, chooseSurplusNetworks(found, made, looks));
    await sleep(lookEveryMs);
  }
  throw new EngineBusyError(`Network ${networkName} is made by many at once.`);
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

async function removeFirstUnused(docker: Docker, networks: readonly NamedNetwork[]): Promise<void> {
  for (const { networkId } of networks) if (await isRemoved(docker, networkId)) return;
}

/** The engine keeps a network that a running container is in. */
async function isRemoved(docker: Docker, networkId: string): Promise<boolean> {
  return callEngine({ name: `remove network ${networkId}`, timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const removal = docker.getNetwork(networkId).remove({ abortSignal });
    const gone = undefinedWhen(isMissing, removal).then(() => true);
    return (await undefinedWhen(isInUse, gone)) ?? false;
  });
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

function checkIsolated(network: Network, networkName: string): void {
  if (network.isIsolated) return;
  throw new EngineRefusedError(`Network ${networkName} is there, but lets containers talk to each other.`);
}

function isTaken(error: unknown): boolean {
  return hasStatus(error, [409]);
}

/** 403 up to the newest engine that we know. */
function isInUse(error: unknown): boolean {
  return hasStatus(error, [403, 409]);
}

function hasStatus(error: unknown, statusCodes: readonly unknown[]): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && statusCodes.includes(error.statusCode);
}

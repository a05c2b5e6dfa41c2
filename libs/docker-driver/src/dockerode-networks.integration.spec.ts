import { randomBytes } from 'node:crypto';

import Docker from 'dockerode';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EngineBusyError } from './docker-driver.errors.js';
import type { ContainerSpec, DockerEndpoint } from './docker-driver.port.js';
import { DockerodeDockerDriver } from './dockerode-docker-driver.js';

const SOCKET_PATH = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
const IMAGE = 'docker-broker/base:bookworm';
const MANY = 5;
const MOST_STARTS = 5;

const unix: DockerEndpoint = { kind: 'unix', socketPath: SOCKET_PATH };
const engine = new Docker({ socketPath: SOCKET_PATH });
const drivers = Array.from({ length: MANY }, () => new DockerodeDockerDriver());
const [driver = new DockerodeDockerDriver()] = drivers;

describe('networks of a real engine', () => {
  let networkName: string;
  let containerIds: string[];

  beforeEach(() => {
    networkName = `networks-${randomBytes(6).toString('hex')}`;
    containerIds = [];
  });
  afterEach(async () => {
    await Promise.all(containerIds.map((containerId) => driver.removeContainer(unix, containerId)));
    for (const networkId of await findNetworks()) await engine.getNetwork(networkId).remove();
  });
  afterAll(() => {
    for (const one of drivers) one.close();
  });

  const findNetworks = async (): Promise<string[]> =>
    (await engine.listNetworks({ filters: { name: [networkName] } })).map(({ Id }) => Id);
  /** As a broker makes one that does not know of the other's. An engine from API 1.44 on refuses the second. */
  const makeNetwork = async (): Promise<string> => {
    const options = { Driver: 'bridge', Options: { 'com.docker.network.bridge.enable_icc': 'false' } };
    const made = await engine.createNetwork({ Name: networkName, ...options }).catch(() => undefined);
    return made?.id ?? '';
  };
  const create = async (network = networkName): Promise<string> => {
    const spec: ContainerSpec = {
      name: `${networkName}-${containerIds.length}`,
      imageRef: IMAGE,
      labels: {},
      environment: {},
      command: ['sleep', '300'],
      ports: [],
      volumes: [],
      networkName: network,
      capabilities: [],
      memoryBytes: 64 * 1024 * 1024,
      milliCpus: 500,
      pidsLimit: 32,
    };
    const index = containerIds.push('') - 1;
    return (containerIds[index] = await driver.createContainer(unix, spec));
  };
  /** What work does that is repeated. */
  const serve = async (one: DockerodeDockerDriver, containerId: string): Promise<void> => {
    for (let starts = 1; ; starts += 1) {
      await one.ensureNetwork(unix, networkName);
      try {
        await one.startContainer(unix, containerId);
        return;
      } catch (error) {
        if (!(error instanceof EngineBusyError) || starts === MOST_STARTS) throw error;
      }
    }
  };

  it('are one, and serve everybody, when many make the same at once', async () => {
    const ids: string[] = [];
    for (let made = 0; made < MANY; made += 1) ids.push(await create());

    await Promise.all(drivers.map((one, index) => serve(one, ids[index] ?? '')));

    expect(await findNetworks()).toHaveLength(1);
    for (const containerId of ids) expect((await driver.findContainer(unix, containerId))?.state).toBe('running');
  });

  it('are one again when there are two whose makers died: the one that is used, though it is the younger', async () => {
    const oldest = await makeNetwork();
    const youngest = (await makeNetwork()) || oldest;
    const inside = await create('bridge');
    await driver.startContainer(unix, inside);
    await engine.getNetwork(youngest).connect({ Container: inside });
    const next = await create();
    const early = await driver.startContainer(unix, next).catch((error: unknown) => error);

    await driver.ensureNetwork(unix, networkName);
    await driver.startContainer(unix, next);

    expect(early instanceof EngineBusyError).toBe(youngest !== oldest);
    expect(await findNetworks()).toEqual([youngest]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import type { DockerEndpoint } from '#docker-driver';
import { World } from '../support/world.js';

const NAMES = ['a', 'b', 'c'];
const IMAGE = { exposedPorts: [{ port: 6379, protocol: 'tcp' as const }], volumes: ['/data'] };

function toSocket(name: string): string {
  return `/run/${name}.sock`;
}

function toEndpoint(name: string): DockerEndpoint {
  return { kind: 'unix', socketPath: toSocket(name) };
}

describe('the configured dispatcher', () => {
  let world: World;
  afterEach(() => world.stop());

  const open = async (dispatcher: string, perfFactors: readonly number[]): Promise<void> => {
    const docker = new InMemoryDockerDriver();
    for (const name of NAMES) docker.addImage(toEndpoint(name), 'redis', IMAGE);
    world = await World.open({ docker, env: { BROKER_DISPATCHER: dispatcher }, ping: null });
    world.play({});
    for (const [index, name] of NAMES.entries())
      await world.ping({ DockerHost: `unix://${toSocket(name)}`, PerfFactor: perfFactors[index] ?? 1 });
  };
  /** The name of the host that the new instance got. */
  const order = async (instanceId: string, organization_guid: string): Promise<string | undefined> => {
    expect([201, 202]).toContain((await world.provision(instanceId, { organization_guid })).status);
    await world.restOf(instanceId);
    const { body } = await world.get(`/admin/instances/${instanceId}`);
    return NAMES.find((name) => (body as { host_id: string }).host_id === `unix://${toSocket(name)}`);
  };

  it('SpreadDispatcher puts the instances of an organization on different hosts', async () => {
    await open('SpreadDispatcher', []);

    for (const organization of ['one', 'two']) {
      const hosts = [];
      for (const number of [1, 2, 3]) hosts.push(await order(`${organization}-${number}`, organization));
      expect(hosts.sort()).toEqual(NAMES);
    }
  });

  it('PerfFactorDispatcher leaves out hosts that are pressed hard', async () => {
    await open('PerfFactorDispatcher', [1e9, 0, 1e9]);

    const hosts = [];
    for (const number of [1, 2, 3, 4]) hosts.push(await order(`i${number}`, 'org'));

    expect(hosts).toEqual(['b', 'b', 'b', 'b']);
  });
});

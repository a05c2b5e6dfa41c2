import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askEngine, findContainers } from '../support/engine.js';
import { findFreePorts } from '../support/free-ports.js';
import { TestSystem } from '../support/test-system.js';

const ORDERS = 2;
const PORTS = 10;

interface Network {
  readonly Id: string;
  readonly Containers: Readonly<Record<string, unknown>>;
}

/** They know nothing of each other but the engine, and the name of a network. */
describe('two brokers with databases of their own on one engine', () => {
  const network = `osb-test-${randomUUID().slice(0, 8)}`;
  const systems: TestSystem[] = [];

  beforeAll(async () => {
    const brokerEnv = { BROKER_DOCKER_NETWORKNAME: network };
    for (let started = 0; started < 2; started += 1)
      systems.push(await TestSystem.start({ brokerEnv, ports: await findFreePorts(PORTS) }));
  });
  afterEach(async () => {
    for (const { Id } of await findNetworks()) await askEngine('DELETE', `/networks/${Id}`);
  });
  afterAll(() => Promise.all(systems.map((system) => system.remove())));

  const findNetworks = async (): Promise<readonly Network[]> => {
    const filters = encodeURIComponent(JSON.stringify({ name: [network] }));
    return (await askEngine('GET', `/networks?filters=${filters}`)).body as Network[];
  };
  /** Engines from API 1.44 on refuse the second of a name. */
  const makeNetwork = (): Promise<unknown> => {
    const options = { 'com.docker.network.bridge.enable_icc': 'false' };
    return askEngine('POST', '/networks/create', { Name: network, Driver: 'bridge', Options: options });
  };

  it.each([
    ['that is not there yet', 0],
    ['that others have made twice, and died', 2],
  ])('make what is ordered at once in the one network %s (row 90)', async (_, left) => {
    for (let made = 0; made < left; made += 1) await makeNetwork();
    const orders = systems.flatMap((system) =>
      Array.from({ length: ORDERS }, () => ({ system, instanceId: system.newInstanceId() })),
    );

    const answers = await Promise.all(
      orders.map(({ system, instanceId }) => system.client.provision(instanceId, 'redis')),
    );

    expect(answers.map(({ status }) => status)).toEqual(orders.map(() => 201));
    const [one, ...others] = await findNetworks();
    expect(others).toEqual([]);
    const { body } = await askEngine('GET', `/networks/${one?.Id ?? ''}`);
    const containers = await Promise.all(orders.map(({ instanceId }) => findContainers(instanceId)));
    expect(Object.keys((body as Network).Containers).sort()).toEqual(containers.flat().sort());
    for (const { system, instanceId } of orders)
      expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });
});

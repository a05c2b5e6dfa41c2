import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TwoHosts } from '../support/two-hosts.js';

const IMAGES = ['docker-broker/redis:latest'];
const MOST_ORDERS = 20;
const MOST_AT_ONCE = 4;

describe('two Docker hosts, over TLS', () => {
  let hosts: TwoHosts;
  beforeAll(async () => {
    hosts = await TwoHosts.start(IMAGES);
  });
  afterAll(() => hosts.remove());

  const serve = async (): Promise<string> => {
    const { system } = hosts;
    const instanceId = await system.newInstance('redis');
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'redis'));
    const connection = await connectToService('redis', credentials);
    await connection.write(instanceId);
    expect(await connection.read()).toBe(instanceId);
    await connection.close();
    return new URL(credentials['uri'] ?? '').hostname;
  };

  it('serve instances side by side, each at its own address', async () => {
    const { engines } = hosts;
    const wanted = new Set(engines.map(({ address }) => address));
    const seen = new Set<string>();

    for (let orders = 0; orders < MOST_ORDERS && seen.size < wanted.size; orders += 1) seen.add(await serve());

    expect(seen).toEqual(wanted);
    for (const engine of engines) expect((await engine.containerNames()).length).toBeGreaterThan(0);
  });

  it('are missed one at a time: orders go to the other one, and what was there is there again (row 63)', async () => {
    const [lost, left] = hosts.engines;
    const before = await lost.containerNames();
    await hosts.lose(lost);

    for (let orders = 0; orders < 3; orders += 1) expect(await serve()).toBe(left.address);

    await hosts.bringBack(lost);
    await pollUntil('its containers to run again', async () => (await lost.runningNames()).length === before.length);
  });

  it('get other certificates, of another CA, while orders run: every order settles (rows 68, 69, T29)', async () => {
    const { system, engines } = hosts;
    const orders = Array.from({ length: MOST_AT_ONCE }, () => system.newInstance('redis'));

    for (const engine of engines) await hosts.renewCertificates(engine);

    const instanceIds = await Promise.all(orders);
    expect(new Set(instanceIds).size).toBe(MOST_AT_ONCE);
    expect(engines.map(({ address }) => address)).toContain(await serve());
    const names = await Promise.all(engines.map((engine) => engine.containerNames()));
    for (const instanceId of instanceIds)
      expect(names.flat().filter((name) => name.includes(instanceId))).toHaveLength(1);
  });
});

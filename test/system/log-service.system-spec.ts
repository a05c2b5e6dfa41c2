import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainNetwork } from '../support/drain-network.js';
import { LogsClient } from '../support/logs-client.js';
import { credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { sendBytes, sendToDrain } from '../support/send-to-drain.js';
import { TestSystem } from '../support/test-system.js';

const HEAD = '<14>1 2026-01-02T03:04:05.678901Z host app - - [x@32473 a="b"]';

interface Bound {
  readonly drain: string;
  readonly udpPort: number;
  readonly client: LogsClient;
}

describe('the service logs', () => {
  const name = `osb-test-${randomUUID().slice(0, 8)}`;
  let network: DrainNetwork;
  let system: TestSystem;
  let instanceId: string;
  let one: Bound;
  let two: Bound;

  const bind = async (bindingId: string): Promise<Bound> => {
    const answer = await system.client.bind(instanceId, bindingId, 'logs');
    const { uri = '', drain = '', udp_port } = credentialsOf(answer);
    const { syslog_drain_url } = answer.body as { syslog_drain_url: string };
    expect(syslog_drain_url).toBe(drain);
    return { drain: syslog_drain_url, udpPort: Number(udp_port), client: new LogsClient(uri, drain) };
  };
  const received = ({ client }: Bound, text: string): Promise<string> =>
    pollUntil(`${text} among the lines`, async () => (await client.read(1_000)).find((line) => line.includes(text)));

  beforeAll(async () => {
    network = await DrainNetwork.create(name);
    system = await TestSystem.prepare({
      brokerEnv: { BROKER_DOCKER_NETWORKNAME: name, BROKER_DRAINS_EVERYSECONDS: '1' },
    });
    await system.startBroker();
    // Applications and shippers reach the service at an address that containers have a way to.
    await system.startAgent({ env: { AGENT_SERVICEAGENT_SERVICEHOST: network.gateway } });
    instanceId = await system.newInstance('logs');
    one = await bind(`${instanceId}-1`);
    two = await bind(`${instanceId}-2`);
  });
  afterAll(async () => {
    await system.remove();
    await network.remove();
  });

  it('gives each binding the address of the drain, filled in (BIND-14)', () => {
    expect(one.drain).toMatch(new RegExp(`^syslog://${network.gateway}:\\d+$`));
  });

  it('keeps what a platform sends with octet counting as it came, whatever it holds', async () => {
    const words = `größer "quoted" $HOST %d\nsecond line ${randomUUID()}`;

    await sendToDrain(one.drain, `${HEAD} ${words}`);

    expect(await received(two, 'second line')).toBe(`${HEAD} ${words.replace('\n', '#012')}`);
  });

  it('takes a line each as well (RFC 6587, 3.4.2)', async () => {
    await sendBytes(one.drain, Buffer.from(`${HEAD} a line\n<13>Jan  2 03:04:05 host tag: an old one\n`));

    expect(await received(one, 'a line')).toBe(`${HEAD} a line`);
    expect(await received(one, 'an old one')).toBe('<13>Jan  2 03:04:05 host tag: an old one');
  });

  it('takes a datagram each as well (RFC 5426)', async () => {
    const socket = createSocket('udp4');
    const text = randomUUID();
    const send = (): void => {
      socket.send(`${HEAD} ${text}`, one.udpPort, network.gateway);
    };

    // Nobody promises that a datagram arrives.
    const line = await pollUntil('a datagram among the lines', async () => {
      send();
      return (await one.client.read(10)).find((seen) => seen.includes(text));
    });

    expect(line).toBe(`${HEAD} ${text}`);
    socket.close();
  });

  it('is where another service sends its log, which says whose it is', async () => {
    const redis = system.newInstanceId();

    expect(await system.client.provision(redis, 'redis', { syslog_drain: one.drain })).toMatchObject({ status: 201 });

    const line = await received(one, 'Ready to accept connections');
    expect(line).toContain(` ${redis} - stdout `);
    expect(line).toContain(
      `[instance@32473 organization_id="org" space_id="space" instance_id="${redis}" service="redis" plan="100"]`,
    );
    expect(await system.client.deprovision(redis, 'redis')).toMatchObject({ status: 200 });
  });

  it('lets nobody read who is unbound, and keeps the lines for the others', async () => {
    expect(await system.client.unbind(instanceId, `${instanceId}-1`, 'logs')).toMatchObject({ status: 200 });

    await expect(one.client.read(1)).rejects.toThrow('401');
    expect(await received(two, 'a line')).toBe(`${HEAD} a line`);
  });

  it('takes no more lines when it is given back', async () => {
    expect(await system.client.deprovision(instanceId, 'logs')).toMatchObject({ status: 200 });

    await expect(sendToDrain(two.drain, `${HEAD} too late`)).rejects.toThrow('ECONNREFUSED');
  });
});

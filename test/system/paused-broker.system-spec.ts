import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster/cluster.js';
import type { ClusterBroker } from '../support/cluster/cluster-broker.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { OsbClient } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';

const PAUSE_MS = 1_500;
const SCRIPT_MS = 2_000;

/** A connection, and all that came back on it. */
class Line {
  answer = '';
  readonly closed: Promise<unknown>;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.answer += chunk.toString()));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.on('close', resolve));
  }

  static async open(port: number): Promise<Line> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Line(socket);
  }

  order(instanceId: string): void {
    const body = JSON.stringify({ service_id: 'redis', plan_id: 'redis_100', organization_guid: 'o', space_guid: 's' });
    const head = [
      `PUT /v2/service_instances/${instanceId}?accepts_incomplete=true HTTP/1.1`,
      'Host: broker',
      `Authorization: Basic ${Buffer.from('admin:admin').toString('base64')}`,
      'X-Broker-API-Version: 2.17',
      `Content-Length: ${body.length}`,
    ];
    this.socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
}

describe('a broker that stood still for longer than http.stallSeconds', () => {
  let cluster: Cluster;
  let broker: ClusterBroker;
  let client: OsbClient;
  beforeAll(async () => {
    const host = await FakeClusterHost.start({ seed: 1, scriptMs: SCRIPT_MS });
    const environment = { BROKER_HTTP_STALLSECONDS: '1' };
    cluster = await Cluster.start({ brokers: 1, database: 'sqlite', host, environment });
    [broker] = cluster.brokers as [ClusterBroker];
    client = new OsbClient(broker.port);
  });
  afterAll(() => cluster.remove());

  it('closes connections from before it woke unread, and serves new ones (row 5)', async () => {
    const kept = await Line.open(broker.port);
    kept.socket.write('GET /livez HTTP/1.1\r\nHost: broker\r\n\r\n');
    await pollUntil('the first answer', () => kept.answer.includes('{"status":"ok"}'));
    const ids = [randomUUID(), randomUUID()] as const;

    const paused = broker.pause(PAUSE_MS);
    kept.answer = '';
    kept.order(ids[0]);
    const newcomer = await Line.open(broker.port);
    newcomer.order(ids[1]);
    await paused;
    await Promise.all([kept.closed, newcomer.closed]);

    expect([kept.answer, newcomer.answer]).toEqual(['', '']);
    await pollUntil('the broker to serve', () => client.request('GET', '/v2/catalog'));
    for (const id of ids) expect(await client.findInstance(id)).toMatchObject({ status: 404 });
    expect(broker.linesAbout('the process stood still')).not.toEqual([]);
  });

  it('answers the requests that it was at', async () => {
    const instanceId = randomUUID();
    const order = client.provision(instanceId, 'redis');
    await pollUntil('the script', () => broker.linesAbout(instanceId).some((line) => line.includes('"step":"start"')));

    await broker.pause(PAUSE_MS);

    expect(await order).toMatchObject({ status: 201 });
  });
});

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { pollUntil } from '../support/poll-until.js';
import { openRaw } from '../support/raw-http.js';
import { expectFault, LOGIN, rawRequest } from '../support/raw-requests.js';
import { orderOf, pathOf, World } from '../support/world.js';

const ORDER = JSON.stringify({ ...orderOf('redis'), organization_guid: 'o', space_guid: 's' });
const PING = JSON.stringify({
  ServiceHost: '192.0.2.1',
  DockerHost: 'unix:///run/other.sock',
  KeepAlive: 60,
  IsActive: true,
  Portbind_min: 20_000,
  Portbind_max: 20_099,
});

describe('a broker that stops', () => {
  let world: World;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    world = await World.open();
    await world.broker.app.listen(0, '127.0.0.1');
    server = world.broker.app.getHttpServer();
    ({ port } = server.address() as AddressInfo);
  });

  const put = (instanceId: string): string =>
    rawRequest(`PUT ${pathOf(instanceId)}`, LOGIN, `Content-Length: ${ORDER.length}`, '', ORDER);

  it('answers whom it has begun to read, and who comes behind on the same connection with 503 (row 9)', async () => {
    const connection = openRaw(port);
    const arrived = once(server, 'request');
    connection.send(rawRequest('POST /ping', LOGIN, `Content-Length: ${PING.length}`, '', ''));
    await arrived;

    const stopped = world.stop();
    await pollUntil('the door to be shut', () => !server.listening);
    connection.send(`${PING}${put('late')}`);

    const [first, second, ...more] = await connection.answers;
    await stopped;
    expect(first).toMatchObject({ status: 200 });
    expectFault(second, 503);
    expect(second?.headers).toMatchObject({ 'retry-after': '1', connection: 'close' });
    expect(more).toEqual([]);
    expect(world.docker.calls()).not.toContain('createContainer');
  });
});

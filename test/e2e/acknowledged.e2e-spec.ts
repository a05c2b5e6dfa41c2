import { type AddressInfo, connect, type Server } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../libs/persistence/src/database/database.js';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../support/poll-until.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

describe('whether the platform knows of an instance', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.stop());

  const isAcknowledged = async (instanceId: string): Promise<boolean | undefined> => {
    const rows = await world.broker.app
      .get(Database, { strict: false })
      .read((manager) =>
        manager.query<{ acknowledged_at: number | null }[]>(
          'SELECT acknowledged_at FROM service_instance WHERE id = ?',
          [instanceId],
        ),
      );
    return rows[0] === undefined ? undefined : rows[0].acknowledged_at !== null;
  };

  it('is noted when the answer to the PUT has left (row 8)', async () => {
    await world.provision('answered');

    expect(await pollUntil('the note', () => isAcknowledged('answered'))).toBe(true);
  });

  it('is noted for the answer to a repeated PUT (row 8)', async () => {
    const gate = new Gate();
    const server = world.broker.app.getHttpServer() as Server;
    const countConnections = promisify(server.getConnections.bind(server));
    await world.broker.app.listen(0, '127.0.0.1');
    world.docker.inject('startContainer', { until: gate.opened });
    const { port } = server.address() as AddressInfo;
    const platform = connect(port, '127.0.0.1');
    const body = JSON.stringify({ ...orderOf('redis'), organization_guid: 'org', space_guid: 'space' });
    platform.write(
      [
        `PUT ${pathOf('cut')}?accepts_incomplete=true HTTP/1.1`,
        'Host: broker',
        `Authorization: ${basic('admin', 'admin')}`,
        'X-Broker-API-Version: 2.17',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
    await pollUntil('the start', () => world.docker.calls().filter((call) => call === 'startContainer').length === 2);
    platform.resetAndDestroy();
    await pollUntil('the reset to arrive', async () => (await countConnections()) === 0);
    gate.open();
    await world.restOf('cut');
    expect(await isAcknowledged('cut')).toBe(false);

    expect(await world.provision('cut')).toMatchObject({ status: 200 });

    expect(await pollUntil('the note', () => isAcknowledged('cut'))).toBe(true);
  });
});

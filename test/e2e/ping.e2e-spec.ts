import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../libs/persistence/src/database/database.js';
import { ENDPOINT, World } from '../support/world.js';

/** As the original's agent sends it, byte for byte, and without a Content-Type. */
const ORIGINAL =
  '{"ServiceHost":"192.0.2.10","DockerHost":"127.0.0.1","DockerPort":2375,"StartedAt":"0001-01-01T00:00:00Z",' +
  '"IsActive":true,"PerfFactor":1.22,"ExecCommand":"DockerCommandExec","ExecArgs":"ssh,user@127.0.0.1,sudo",' +
  '"KeepAlive":2,"Portbind_min":49150,"Portbind_max":49999}';

describe('ping', () => {
  let world: World;

  const sql = (statement: string): Promise<unknown[]> =>
    world.broker.app.get(Database, { strict: false }).read((manager) => manager.query<unknown[]>(statement));
  const hosts = async (): Promise<unknown[]> => sql('SELECT id FROM docker_host ORDER BY id');
  /** The clock of the database is the only one that counts: the host is set back in time instead of waited for. */
  const silence = (seconds: number): Promise<unknown> =>
    sql('UPDATE docker_host SET last_ping = last_ping - '.concat(String(seconds * 1_000)));

  beforeAll(async () => {
    world = await World.open({ ping: null });
  });

  afterAll(() => world.stop());

  beforeEach(() => sql('DELETE FROM docker_host'));

  it("takes the original agent's, with its own API version and no Content-Type", async () => {
    const { status, body } = await world.broker.request('POST', '/ping', {
      body: ORIGINAL,
      headers: { 'x-broker-api-version': '1.1', 'content-type': undefined },
    });

    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(await sql('SELECT * FROM docker_host')).toMatchObject([
      {
        id: '127.0.0.1:2375',
        service_host: '192.0.2.10',
        port_min: 49_150,
        port_max: 49_999,
        keepalive_s: 2,
        exec_args: 'ssh,user@127.0.0.1,sudo',
      },
    ]);
  });

  it('takes keys in any letter case, and those of the README', async () => {
    const body = {
      servicehost: '192.0.2.1',
      DOCKERHOST: '127.0.0.1',
      dockerPort: 2375,
      keepalive: 5,
      LastPing: 'x',
      Portbindings: {},
    };

    expect(await world.broker.request('POST', '/ping', { body })).toMatchObject({ status: 200 });
    expect(await hosts()).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['{}', {}],
    ['a list', []],
    ['no host', { DockerHost: '' }],
    ['a host that is SQL (original §3.2)', { DockerHost: "nope' or '1'='1" }],
    ['a host with a path', { DockerHost: '127.0.0.1/x' }],
    ['a socket that climbs', { DockerHost: 'unix:///run/../etc' }],
    ['a port that is text', { DockerHost: '127.0.0.1', DockerPort: '2375' }],
    ['a port beyond all', { DockerHost: '127.0.0.1', DockerPort: 65_536 }],
    ['a negative factor', { PerfFactor: -1 }],
    ['no keepalive', { KeepAlive: 0 }],
    ['a range that runs backwards', { Portbind_min: 30_000, Portbind_max: 20_000 }],
    ['a flag that is text', { IsActive: 'yes' }],
  ])('answers 400 to %s, and writes nothing (original §3.1)', async (_, change) => {
    const isPart = typeof change === 'object' && !Array.isArray(change) && Object.keys(change).length > 0;

    const answer = isPart ? await world.ping(change) : await world.broker.request('POST', '/ping', { body: change });

    expect(answer).toMatchObject({ status: 400, body: { description: expect.stringMatching(/\S/) as string } });
    expect(await hosts()).toEqual([]);
  });

  it('writes nothing with a wrong password (original §3.2)', async () => {
    const authorization = `Basic ${Buffer.from('admin:wrong').toString('base64')}`;

    expect(await world.ping({}, { headers: { authorization } })).toMatchObject({ status: 401 });
    expect(await hosts()).toEqual([]);
  });

  it('executes nothing that it says (original §3.2, T9)', async () => {
    await world.ping({ ExecCommand: 'DockerCommandExec', ExecArgs: 'sh,-c,touch /tmp/x' });
    await world.provision(randomUUID());

    const commands = world.docker.execs(ENDPOINT).map(({ command }) => command);
    expect(commands).not.toContainEqual(expect.arrayContaining(['sh']));
  });

  it('answers 503 to a provision while no host is known (row 16)', async () => {
    expect(await world.provision(randomUUID())).toMatchObject({
      status: 503,
      body: { description: expect.stringContaining('No Docker host') as string },
      headers: { 'retry-after': '5' },
    });
  });

  it('places nothing on a host that is not active, as soon as it says so (original §3.1)', async () => {
    await world.ping();
    await world.ping({ IsActive: false });

    expect(await world.provision(randomUUID())).toMatchObject({ status: 503 });
    await world.ping({ IsActive: true });
    expect(await world.provision(randomUUID())).toMatchObject({ status: 201 });
  });

  it('places nothing on a host that missed three beats, until it is back (row 63)', async () => {
    await world.ping({ KeepAlive: 10 });
    await silence(31);

    expect(await world.provision(randomUUID())).toMatchObject({ status: 503 });
    await world.ping({ KeepAlive: 10 });
    expect(await world.provision(randomUUID())).toMatchObject({ status: 201 });
  });

  it('lives on while its agent pings (original §3.3 no. 6)', async () => {
    for (let beat = 0; beat < 3; beat += 1) {
      await world.ping({ KeepAlive: 10 });
      await silence(20);
    }

    expect(await world.provision(randomUUID())).toMatchObject({ status: 201 });
  });

  it('lets no dead host with the best factor stand in the way (original §3.1)', async () => {
    await world.ping({ DockerHost: '127.0.0.9', DockerPort: 1, PerfFactor: 0 });
    await silence(100_000);
    await world.ping({ PerfFactor: 5 });

    for (let tries = 0; tries < 5; tries += 1)
      expect(await world.provision(randomUUID())).toMatchObject({ status: 201 });
  });

  it('leaves ports outside of a new range to their instances, and hands out none of them (row 66)', async () => {
    await world.ping({ Portbind_min: 20_900, Portbind_max: 20_900 });
    await world.provision('old');
    await world.restOf('old');

    expect(await world.ping({ Portbind_min: 21_000, Portbind_max: 21_000 })).toMatchObject({ status: 200 });
    await world.provision('new');

    const claims =
      "SELECT instance_id, host_port FROM port_claim WHERE instance_id IN ('old', 'new') ORDER BY host_port";
    expect(await sql(claims)).toEqual([
      { instance_id: 'old', host_port: 20_900 },
      { instance_id: 'new', host_port: 21_000 },
    ]);
    expect(await world.bind('old', 'b')).toMatchObject({
      body: { credentials: { uri: expect.stringContaining(':20900') as string } },
    });
    for (const id of ['old', 'new']) await world.deprovision(id);
  });

  it('hands out the whole range, both ends, and gives ports back (original §3.3 no. 3, row 16)', async () => {
    await world.ping({ Portbind_min: 25_000, Portbind_max: 25_001 });
    const [one, two, three] = ['range-1', 'range-2', 'range-3'];

    expect(await world.provision(one)).toMatchObject({ status: 201 });
    expect(await world.provision(two)).toMatchObject({ status: 201 });
    expect(await world.provision(three)).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining('No capacity') as string },
    });
    expect(await world.deprovision(two)).toMatchObject({ status: 200 });
    expect(await world.provision(three)).toMatchObject({ status: 201 });
    const ports = world.docker.containers(ENDPOINT).map((container) => container.ports[0]?.hostPort);
    expect(ports).toEqual(expect.arrayContaining([25_000, 25_001]));
  });
});

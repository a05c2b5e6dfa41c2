import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService, type ServiceConnection } from '../support/connect-to-service.js';
import { findContainers, findVolumes, removeLeftovers } from '../support/engine.js';
import { type Credentials, credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const SEATS = 3;
const INSTANCES = 4;
const PATIENCE_MS = 60_000;

interface Plans {
  readonly services: { images: Record<string, unknown>[] };
}

/** The file that we ship, with plans whose instances share containers. */
function writeSharedPlans(folder: string): string {
  const shipped = JSON.parse(readFileSync('config/broker.config', 'utf8')) as Plans;
  for (const image of shipped.services.images) image['numinstances'] = SEATS;
  const file = join(folder, 'broker.config');
  writeFileSync(file, JSON.stringify(shipped));
  return file;
}

const folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
const open: ServiceConnection[] = [];
let system: TestSystem;

/** Those that a test which failed has left. */
async function findHouses(): Promise<readonly string[]> {
  const { body } = await system.client.request('GET', '/admin/instances');
  const { instances } = body as { instances: { instance_id: string; is_shared_container: boolean }[] };
  return instances.filter((instance) => instance.is_shared_container).map(({ instance_id }) => instance_id);
}

beforeAll(async () => {
  const brokerEnv = { BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '0' };
  system = await TestSystem.start({ brokerFile: writeSharedPlans(folder), brokerEnv });
});
afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  const houses = await findHouses();
  await system.remove();
  for (const house of houses) await removeLeftovers(house);
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['mysql', 'postgresql'])('instances of %s that share containers', (service) => {
  let ids: readonly string[];
  let credentials: readonly Credentials[];

  const houseOf = async (instanceId: string): Promise<string> => {
    const { body } = await system.client.request('GET', `/admin/instances/${instanceId}`);
    return (body as { readonly shared_in: string }).shared_in;
  };
  const connect = async (login: Credentials | undefined): Promise<ServiceConnection> => {
    const connection = await connectToService(service, login ?? {});
    open.push(connection);
    return connection;
  };
  const bind = async (instanceId: string): Promise<Credentials> =>
    credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, service));

  beforeAll(async () => {
    ids = await Promise.all(Array.from({ length: INSTANCES }, () => system.newInstance(service)));
    credentials = await Promise.all(ids.map(bind));
  });

  it('live in two containers, three of the four together', async () => {
    const lived = await Promise.all(ids.map(houseOf));

    const counts = [...new Set(lived)].map((house) => lived.filter((other) => other === house).length);
    expect(counts.sort()).toEqual([1, SEATS]);
    for (const house of new Set(lived)) expect(await findContainers(house)).toHaveLength(1);
    for (const id of ids) expect(await findContainers(id)).toEqual([]);
  });

  it('have a database and logins of their own', async () => {
    const connections = await Promise.all(credentials.map(connect));

    for (const [index, connection] of connections.entries()) await connection.write(`of ${index}`);

    for (const [index, connection] of connections.entries()) expect(await connection.read()).toBe(`of ${index}`);
    expect(new Set(credentials.map(({ database }) => database)).size).toBe(INSTANCES);
    expect(new Set(credentials.map(({ username }) => username)).size).toBe(INSTANCES);
  });

  it('are closed to the logins of each other', async () => {
    const [one, other] = [credentials[0] ?? {}, credentials[1] ?? {}];
    const uri = (one['uri'] ?? '').replace(`/${one['database'] ?? ''}`, `/${other['database'] ?? ''}`);

    await expect(connect({ ...one, uri }).then((connection) => connection.read())).rejects.toThrow();
  });

  it('keep their logins when another one loses its own, and their data when another one goes', async () => {
    const [gone = '', unbound = '', ...others] = ids;

    expect(await system.client.unbind(unbound, `${unbound}-1`, service)).toMatchObject({ status: 200 });
    expect(await system.client.deprovision(gone, service)).toMatchObject({ status: 200 });

    await expect(connect(credentials[0])).rejects.toThrow();
    await expect(connect(credentials[1])).rejects.toThrow();
    for (const index of others.keys())
      expect(await (await connect(credentials[index + 2])).read()).toBe(`of ${index + 2}`);
    const again = await connect(credentialsOf(await system.client.bind(unbound, `${unbound}-2`, service)));
    expect(await again.read()).toBe('of 1');
  });

  it('leave nothing behind when all are gone', async () => {
    const lived = await Promise.all(ids.slice(1).map(houseOf));

    for (const id of ids.slice(1)) expect((await system.client.deprovision(id, service)).status).toBe(200);

    for (const house of new Set(lived))
      await pollUntil(
        `the end of ${house}`,
        async () => (await findContainers(house)).length === 0 && (await findVolumes(house)).length === 0,
        PATIENCE_MS,
      );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContainers } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import type { Credentials } from '../support/osb-client.js';
import { sendRequest } from '../support/send-request.js';
import { TestSystem } from '../support/test-system.js';

const SERVICE = 'legacy';
const IMAGE_PATH = `/My%20Docker%20Catalog/image/${SERVICE}`;

/** `200` with the right login. */
async function visit({ host = '', port = '', username = '', password = '' }: Credentials): Promise<number> {
  const { status } = await sendRequest({ host, port, path: '/private/', auth: `${username}:${password}` });
  return status;
}

describe('an image made for the first Docker Broker', () => {
  let system: TestSystem;
  let instanceId: string;
  let credentials: Credentials;
  beforeAll(async () => {
    system = await TestSystem.start();
    instanceId = system.newInstanceId();
  });
  afterAll(() => system.remove());

  it('is in the catalog as soon as it was added over REST', async () => {
    const image = { Name: SERVICE, Plan: '100', Numinstances: 1, image: 'docker-broker-test/legacy' };

    expect(await system.client.request('PUT', IMAGE_PATH, image)).toEqual({ status: 200, body: {} });

    const { services } = (await system.client.request('GET', '/v2/catalog')).body as { services: { id: string }[] };
    expect(services.map(({ id }) => id)).toContain(SERVICE);
    const [stored] = (await system.client.request('GET', IMAGE_PATH)).body as object[];
    expect(stored).toMatchObject({
      Name: SERVICE,
      Plan: '100',
      DashBoardUrl: null,
      Credentials: null,
      Numinstances: 1,
    });
  });

  it('is provisioned and bound by its scripts without arguments', async () => {
    const { status, body } = await system.client.provision(instanceId, SERVICE);
    credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, SERVICE));

    const port = Number(credentials['port']);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { dashboard_url: `http://127.0.0.1:${port}/lifecycle.txt` },
    });
    expect(port).toBeGreaterThanOrEqual(system.ports.min);
    expect(port).toBeLessThanOrEqual(system.ports.max);
    expect(await visit(credentials)).toBe(200);
    expect(await visit({ ...credentials, password: 'wrong' })).toBe(401);
  });

  it('cannot be taken from the catalog while it has an instance', async () => {
    const { status, body } = await system.client.request('DELETE', IMAGE_PATH);

    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain(instanceId);
  });

  it('is unbound with the dashboard as the argument', async () => {
    expect(await system.client.unbind(instanceId, `${instanceId}-1`, SERVICE)).toMatchObject({ status: 200 });

    const { host = '', port = '' } = credentials;
    const { body } = await sendRequest({ host, port, path: '/lifecycle.txt' });
    expect(body).toBe(`provision\nbind\nunbind http://${host}:${port}/lifecycle.txt\n`);
    expect(await visit(credentials)).toBe(401);
  });

  it('leaves nothing when it is given back', async () => {
    expect(await system.client.deprovision(instanceId, SERVICE)).toMatchObject({ status: 200 });

    expect(await findContainers(instanceId)).toEqual([]);
    expect(await system.client.request('DELETE', IMAGE_PATH)).toEqual({ status: 200, body: null });
    expect(await system.client.request('GET', IMAGE_PATH)).toMatchObject({ status: 404 });
  });
});

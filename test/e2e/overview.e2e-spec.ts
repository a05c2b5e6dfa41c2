import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/test-broker.js';
import { basic, ENDPOINT, orderOf, pathOf, REDIS, World } from '../support/world.js';

const PATH = '/admin/instances';
const HOST_ID = 'unix:///run/docker.sock';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
const VERSION = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
const DIGEST = `sha256:${'d'.repeat(64)}`;
const CONTEXT = {
  platform: 'cloudfoundry',
  organization_guid: 'org',
  organization_name: 'my-org',
  organization_annotations: { 'x/billing': 'cost-centre' },
  space_guid: 'space',
  space_name: 'my-space',
  space_annotations: {},
  instance_name: 'my-db',
  instance_annotations: {},
};
const ORIGINATOR = { platform: 'cloudfoundry', value: { user_id: 'user-guid' } };
const ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: 'of the platform',
};
const IMAGES = [
  {
    ...REDIS,
    environment: { MODE: 'canary-environment' },
    dashboardurl: { dashboard_url: 'http://canary-dashboard:canary-dashboard@$HOST:$PORT_6379' },
    credentials: { uri: 'redis://canary-login:canary-login@$HOST:$PORT_6379' },
  },
  { name: 'other', plan: '100', container: { image: 'redis' } },
];

interface Page {
  readonly instances: readonly { readonly instance_id: string }[];
  readonly next: string | null;
}

describe('instances for administrators', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ images: IMAGES, env: ENV });
    world.addImage('other');
    world.docker.addImage(ENDPOINT, 'redis', {
      exposedPorts: [{ port: 6379, protocol: 'tcp' }],
      digests: [`redis@${DIGEST}`],
    });
  });
  afterAll(() => world.stop());

  const platform = (method: 'PUT' | 'PATCH' | 'GET', path: string, body?: object): Promise<Answer> => {
    const identity = `${ORIGINATOR.platform} ${Buffer.from(JSON.stringify(ORIGINATOR.value)).toString('base64')}`;
    const authorization = basic('cf', 'of the platform');
    const headers = { authorization, 'x-broker-api-originating-identity': identity };
    return world.broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
  };
  const provisioned = async (service = 'redis'): Promise<string> => {
    const instanceId = randomUUID();
    const context = { ...CONTEXT, token: 'canary-context' };
    const parameters = { password: 'canary-parameter' };
    const where = { organization_guid: 'org', space_guid: 'space' };
    const body = { ...orderOf(service), ...where, context, parameters };
    expect(await platform('PUT', pathOf(instanceId), body)).toMatchObject({ status: 201 });
    return instanceId;
  };
  const bound = async (instanceId: string): Promise<string> => {
    const bindingId = randomUUID();
    const parameters = { password: 'canary-parameter' };
    const body = { ...orderOf('redis'), bind_resource: { app_guid: 'app-guid' }, parameters };
    const answer = await platform('PUT', pathOf(instanceId, bindingId), body);
    expect(answer).toMatchObject({ status: 201 });
    expect(JSON.stringify(answer.body)).toContain('canary-login');
    return bindingId;
  };
  const list = async (query = ''): Promise<Page> => {
    const { status, body } = await world.get(`${PATH}${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as Page;
  };
  const idsOf = ({ instances }: Page): string[] => instances.map(({ instance_id: id }) => id);

  it('say whose they are and where, with bindings and operations and who asked for them (HDR-06)', async () => {
    const instanceId = await provisioned();
    const bindingId = await bound(instanceId);

    const { status, body } = await world.get(`${PATH}/${instanceId}`);

    const operation = { state: 'succeeded', originator: ORIGINATOR, attempts: 0, created_at: TIME, updated_at: TIME };
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        ...{ instance_id: instanceId, service: 'redis', plan: '100', state: 'ready', health: 'ok', host_id: HOST_ID },
        ...{ container: `osb-${instanceId}`, is_shared_container: false, shared_in: null },
        ...{ image_version: VERSION, created_at: TIME, acknowledged_at: TIME },
        ...{ image_id: expect.stringMatching(/^sha256:/) as string, image_digest: DIGEST },
        ports: [{ port: 6379, protocol: 'tcp', host_port: expect.any(Number) as number }],
        context: CONTEXT,
        syslog_drain: null,
        bindings: [
          {
            ...{ binding_id: bindingId, app_guid: 'app-guid', app_annotations: {}, route: null },
            ...{ predecessor_binding_id: null, state: 'ready', created_at: TIME },
          },
        ],
        operations: expect.arrayContaining([
          expect.objectContaining({ ...operation, kind: 'provision', binding_id: null }),
          expect.objectContaining({ ...operation, kind: 'bind', binding_id: bindingId }),
        ]) as object[],
      },
    });
  });

  it('hide parameters, credentials, dashboards, environments and what else a context holds', async () => {
    const instanceId = await provisioned();
    await bound(instanceId);
    const platformSees = JSON.stringify((await platform('GET', pathOf(instanceId))).body);

    const shown = JSON.stringify([await world.get(PATH), await world.get(`${PATH}/${instanceId}`)]);

    expect(platformSees).toMatch(/canary-parameter.*canary-dashboard|canary-dashboard.*canary-parameter/);
    expect(shown).toContain('my-org');
    expect(shown).not.toContain('canary');
  });

  it('show the new name when the platform has told it (UPD-08, CFS-14)', async () => {
    const instanceId = await provisioned();
    const body = { service_id: 'redis', context: { ...CONTEXT, instance_name: 'renamed' } };
    expect(await platform('PATCH', pathOf(instanceId), body)).toMatchObject({ status: 200 });

    const { instances } = await list();

    const shown = instances.find(({ instance_id: id }) => id === instanceId);
    expect(shown).toMatchObject({ context: { instance_name: 'renamed', space_name: 'my-space' } });
  });

  it('come in pages, each instance once', async () => {
    for (let count = 0; count < 3; count += 1) await provisioned();
    const whole = await list('?limit=500');
    const ids: string[] = [];

    let next: string | null = '';
    while (next !== null) {
      const page: Page = await list(`?limit=2${next === '' ? '' : `&after=${next}`}`);
      expect(page.instances.length).toBeLessThanOrEqual(2);
      ids.push(...idsOf(page));
      next = page.next;
    }

    expect(whole.next).toBeNull();
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(ids).toEqual(idsOf(whole));
  });

  it('are found by service, host and state', async () => {
    const instanceId = await provisioned('other');
    const host = encodeURIComponent(HOST_ID);

    expect(idsOf(await list('?service=other'))).toEqual([instanceId]);
    expect(idsOf(await list(`?service=other&host=${host}&state=ready`))).toEqual([instanceId]);
    expect(await list('?service=other&state=failed')).toEqual({ instances: [], next: null });
    expect(await list('?host=nowhere')).toEqual({ instances: [], next: null });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=many', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['state=lost', 'state'],
    ['service=%00', 'service'],
    ['host=', 'host'],
    ['after=%00', 'after'],
    ['after=nobody', 'after'],
  ])('are not listed for ?%s: 400, which names what is wrong', async (query, name) => {
    const { status, body } = await world.get(`${PATH}?${query}`);

    expect({ status, body }).toMatchObject({
      ...{ status: 400, body: { description: expect.stringContaining(name) as string } },
    });
  });

  it('are not made up: 404 for an unknown one, 400 for what is no id', async () => {
    expect(await world.get(`${PATH}/nobody`)).toMatchObject({
      ...{ status: 404, body: { description: 'The instance does not exist.' } },
    });
    expect(await world.get(`${PATH}/a%00b`)).toMatchObject({ status: 400 });
  });

  it('are for administrators alone', async () => {
    const instanceId = await provisioned();
    for (const path of [PATH, `${PATH}/${instanceId}`]) {
      expect(await platform('GET', path)).toMatchObject({ status: 403 });
      expect(await world.broker.request('GET', path, { headers: { authorization: undefined } })).toMatchObject({
        ...{ status: 401 },
      });
    }
  });
});

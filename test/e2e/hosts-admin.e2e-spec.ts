import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { ReconcileHost } from '../../apps/broker/src/reconciler/reconcile-host.js';
import { Database } from '../../libs/persistence/src/database/database.js';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { ROOT } from '../architecture/repository-files.js';
import { pollUntil } from '../support/poll-until.js';
import { routesOf } from '../support/routes-of.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, orderOf, pathOf, World } from '../support/world.js';

const PATH = '/admin/hosts';
const HOST = 'unix:///run/docker.sock';
const OTHER = 'unix:///run/other.sock';
const OTHER_ENDPOINT = { kind: 'unix', socketPath: '/run/other.sock' } as const;
const SHARED = orderOf('redis', 'shared');
const IMAGES = [
  { name: 'redis', plan: '100' },
  { name: 'redis', plan: 'shared', numinstances: 3 },
  { name: 'redis', plan: 'there', numinstances: 0, containername: 'old-redis' },
];
const NOBODY = 'No Docker host is available at the moment. Try again later, or ask the operator.';
const GIVEN_UP =
  'The Docker host of the instance is gone for ever, and its data with it. Delete the instance and order a new one.';

describe('hosts for administrators', () => {
  let world: World;
  const logger = new RecordingLogger();
  beforeEach(async () => {
    logger.entries.length = 0;
    const env = { BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '3600', BROKER_OPERATIONS_SYNCWAITSECONDS: '30' };
    world = await World.open({ images: IMAGES, env, logger });
  });
  afterEach(() => world.stop());

  const pathOfHost = (hostId = HOST): string => `${PATH}/${encodeURIComponent(hostId)}`;
  const show = async (hostId = HOST): Promise<object> => (await world.get(pathOfHost(hostId))).body as object;
  const tell = (verb: string, hostId = HOST): Promise<Answer> =>
    world.broker.request('POST', `${pathOfHost(hostId)}/${verb}`);
  const remove = (query = '', hostId = HOST): Promise<Answer> =>
    world.broker.request('DELETE', `${pathOfHost(hostId)}${query}`);
  const hostOf = async (instanceId: string): Promise<unknown> =>
    ((await world.get(`/admin/instances/${instanceId}`)).body as { host_id: unknown }).host_id;
  const addOther = async (): Promise<void> => {
    world.docker.addImage(OTHER_ENDPOINT, 'redis', {
      exposedPorts: [{ port: 6379, protocol: 'tcp' }],
      volumes: ['/data'],
    });
    await world.ping({ DockerHost: OTHER });
  };
  const write = (sql: string): Promise<unknown> =>
    world.broker.app.get(Database, { strict: false }).write('by hand', (manager) => manager.query(sql));
  /** Its agent has been silent for long, by the database's clock. */
  const silence = (): Promise<unknown> => write(`UPDATE docker_host SET last_ping = 1 WHERE id = '${HOST}'`);
  const pass = (): Promise<void> =>
    world.broker.app
      .get(ReconcileHost, { strict: false })
      .execute(HOST, { nextInMs: -1, signal: new AbortController().signal });

  it('are shown with what is known of them', async () => {
    await world.ping({ Labels: { zone: 'a' }, AgentVersion: '1.2.3', LoadAverage: 0.5 });
    await world.provision('one', { context: { organization_name: 'acme', space_name: 'dev' } });
    await pass();

    const { status, body } = await world.get(PATH);

    const shown = {
      host_id: HOST,
      state: 'open',
      takes_new_instances: true,
      conditions: [],
      keepalive_seconds: 3_600,
      service_host: '192.0.2.1',
      perf_factor: expect.any(Number) as number,
      labels: { zone: 'a' },
      agent_version: '1.2.3',
      measured: { load_average: 0.5, cpus: null, disk: { free: null, total: null } },
      ports: { min: 20_000, max: 20_099, claimed: 1, free: 99 },
      instances: 1,
      shared_containers: 0,
      engine: { version: '20.10.24', api_version: '1.41' },
      certificate: null,
    };
    expect(status).toBe(200);
    expect(body).toMatchObject({ hosts: [shown] });
    const resident = {
      instance_id: 'one',
      service: 'redis',
      plan: '100',
      organization_name: 'acme',
      space_name: 'dev',
    };
    expect(await show()).toMatchObject({ ...shown, still_there: [resident], has_more: false });
  });

  it('are shown with their certificates, and never with a key', async () => {
    const { ca, client } = makeCertificates('IP:192.0.2.9');
    const toBytes = (pem: string): string => Buffer.from(pem).toString('base64');
    const parts = { CA: toBytes(ca), ClientCert: toBytes(client.cert), ClientKey: toBytes(client.key) };
    await world.ping({ DockerHost: '192.0.2.9', DockerPort: 2376 });
    const body = { Host: '192.0.2.9', ...parts };
    expect(await world.broker.request('PUT', '/certificate/192.0.2.9', { body })).toMatchObject({ status: 200 });

    const shown = await show('192.0.2.9:2376');

    expect(shown).toMatchObject({ certificate: { version: 1, subject: 'CN=test client', days_left: 1 } });
    expect(JSON.stringify(shown)).not.toMatch(/PRIVATE|BEGIN/);
  });

  it('get nothing new once they are cordoned, and serve on what they have', async () => {
    await world.provision('before');
    await addOther();
    expect(await tell('cordon')).toMatchObject({
      status: 200,
      body: { state: 'cordoned', takes_new_instances: false },
    });
    expect(await tell('cordon')).toMatchObject({ status: 200 });

    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const id of ids) expect(await world.provision(id)).toMatchObject({ status: 201 });

    expect(await Promise.all(ids.map(hostOf))).toEqual(ids.map(() => OTHER));
    expect(await world.bind('before', 'b')).toMatchObject({ status: 201 });
    expect(await world.unbind('before', 'b')).toMatchObject({ status: 200 });
    expect(await world.deprovision('before')).toMatchObject({ status: 200 });
  });

  it('get no second tenant either, nor who wants a container that is there', async () => {
    await world.provision('first', SHARED);
    await tell('cordon');

    const refused = { status: 503, body: { description: NOBODY } };
    expect(await world.provision('second', SHARED)).toMatchObject(refused);
    expect(await world.provision('third', orderOf('redis', 'there'))).toMatchObject(refused);
    await tell('uncordon');
    expect(await world.provision('second', SHARED)).toMatchObject({ status: 201 });
  });

  it('are drained: empty shared containers go at once, instances stay until their platforms delete them', async () => {
    await world.provision('own');
    await world.provision('tenant', SHARED);
    await world.deprovision('tenant');

    expect(await tell('drain')).toMatchObject({ status: 200, body: { state: 'draining' } });
    await pollUntil('the shared container to go', async () => {
      const shown = (await show()) as { shared_containers: number };
      return shown.shared_containers === 0;
    });

    expect(await show()).toMatchObject({ state: 'draining', still_there: [{ instance_id: 'own' }] });
    await world.deprovision('own');
    expect(await show()).toMatchObject({ state: 'drained', still_there: [] });
    expect(await tell('uncordon')).toMatchObject({ body: { state: 'open', takes_new_instances: true } });
  });

  it('stay while their agents ping or something is on them, and say what to do', async () => {
    await world.provision('one');

    for (const query of ['', '?force=true'])
      expect(await remove(query)).toMatchObject({
        status: 409,
        body: { description: expect.stringMatching(/^The agent of the host pings/) as string },
      });
    await silence();
    expect(await remove()).toMatchObject({
      status: 409,
      body: { description: expect.stringMatching(/^On the host are 1 instances and 0 shared/) as string },
    });

    expect(await show()).toMatchObject({ state: 'open', instances: 1, conditions: [{ condition: 'silent' }] });
  });

  it('go when nothing is on them and their agents are silent', async () => {
    await silence();

    expect(await remove()).toMatchObject({ status: 200, body: { given_up_instances: 0 } });

    expect(await world.get(PATH)).toMatchObject({ body: { hosts: [] } });
    expect(await remove()).toMatchObject({ status: 404 });
  });

  it('are run by the lines of the guide', () => {
    const guide = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
    const lines = [...guide.matchAll(/^curl .*?(?:-X (\w+) )?'?localhost:9998(\/admin\/hosts[^?'\s]*)/gm)];
    const named = lines.map(([, method = 'GET', path = '']) => `${method} ${path.replace('$HOST', ':hostId')}`);

    expect(new Set(named)).toEqual(
      new Set(routesOf(world.broker).filter((route) => /^(GET|POST|DELETE) \/admin\/hosts/.test(route))),
    );
  });

  it('are asked for in words that can be read', async () => {
    for (const verb of ['cordon', 'uncordon', 'drain'])
      expect(await tell(verb, 'nobody:2376')).toMatchObject({
        status: 404,
        body: { description: 'No agent has told of such a Docker host.' },
      });
    expect(await world.get(pathOfHost('nobody:2376'))).toMatchObject({ status: 404 });
    expect(await world.get(pathOfHost('a\0b'))).toMatchObject({ status: 400 });
    expect(await remove('?force=maybe')).toMatchObject({ status: 400 });
  });

  it('are given up with what was under way, once they are gone for ever (row 58)', async () => {
    for (const id of ['served', 'leaving']) await world.provision(id);
    for (const binding of ['b1', 'b2']) await world.bind('served', binding);
    world.docker.unplug(ENDPOINT);
    const making = world.provision('making');
    const leaving = world.deprovision('leaving');
    const unbinding = world.unbind('served', 'b2');
    await pollUntil('the orders to be stored', async () => {
      const { body } = await world.get('/admin/instances?state=deleting');
      const { instances } = body as { instances: readonly object[] };
      return instances.length === 1 && (await world.get('/admin/instances/making')).status === 200;
    });
    await pollUntil('the unbind to be stored', async () => {
      const { body } = await world.get('/admin/instances/served');
      return (body as { bindings: { state: string }[] }).bindings.some(({ state }) => state === 'deleting');
    });
    await silence();

    expect(await remove('?force=true')).toMatchObject({ status: 200, body: { given_up_instances: 3 } });

    expect(await making).toMatchObject({
      status: 500,
      body: { description: 'The Docker host of the instance is gone for ever, and its data with it.' },
    });
    expect([await leaving, await unbinding].map(({ status }) => status)).toEqual([200, 200]);
    expect(logger.text()).toContain('"givenUp":3');
    expect(await world.get(pathOf('served'))).toMatchObject({ status: 200 });
    expect(await world.get(pathOf('served', 'b1'))).toMatchObject({ status: 200 });
    const refused = { status: 422, body: { description: GIVEN_UP } };
    expect(await world.bind('served', 'b3')).toMatchObject(refused);
    const update = { body: { service_id: 'redis', parameters: { size: 1 } } };
    expect(await world.broker.request('PATCH', `${pathOf('served')}?accepts_incomplete=true`, update)).toMatchObject(
      refused,
    );
    expect(await world.get('/admin/instances/served/logs')).toMatchObject({ status: 409 });
    expect(await world.get('/admin/orphans')).toMatchObject({
      body: { ailing_instances: [{ instance_id: 'served', health: 'given up', host_id: null }] },
    });
    expect(await world.unbind('served', 'b1')).toMatchObject({ status: 200 });
    expect(await world.deprovision('served')).toMatchObject({ status: 200 });
    await addOther();
    expect(await world.provision('making')).toMatchObject({ status: 201 });
  });

  it('have nothing of ours any more when they come back after all: it is left over (row 58)', async () => {
    await world.provision('served');
    const [container] = world.docker.containers(ENDPOINT);
    await silence();
    await remove('?force=true');
    await world.ping();

    await pass();

    expect(await world.get('/admin/orphans')).toMatchObject({
      body: {
        orphans: [
          { id: container?.containerId, verdict: 'waits for a second sighting' },
          { kind: 'volume', verdict: 'waits for a second sighting' },
        ],
      },
    });
    expect(await show()).toMatchObject({ state: 'open', instances: 0 });
    expect(await world.deprovision('served')).toMatchObject({ status: 200 });
    expect(world.docker.containers(ENDPOINT)).toMatchObject([{ containerId: container?.containerId }]);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, operationOf, orderOf, pathOf, REDIS, STATIC, World } from '../support/world.js';

const ASYNC = '?accepts_incomplete=true';
const SMALL = { ...REDIS, memory: '64m' };
const BIG = { ...REDIS, plan: '200', memory: '128m' };
const OTHER = { ...REDIS, plan: 'other', environment: { MODE: 'other' } };
const BROKEN = { ...REDIS, plan: 'broken', environment: { MODE: 'broken' } };
const SCRIPTLESS = { ...REDIS, plan: 'scriptless', memory: '96m' };
const EXIT_CODES: ReadonlyMap<string | undefined, number> = new Map([
  ['broken', 3],
  ['scriptless', 127],
]);
const STATIC_200 = { ...STATIC, plan: '200', dashboardurl: { dashboard_url: 'http://$HOST:$PORT_6379/200' } };

describe('update', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [SMALL, BIG, OTHER, BROKEN, SCRIPTLESS, STATIC, STATIC_200] });
    world.play({
      '/update': ({ environment }) => ({ exitCode: EXIT_CODES.get(environment['PLAN']) ?? 0 }),
    });
  });

  afterAll(() => world.stop());

  const provisioned = async (changes: object = {}): Promise<string> => {
    const instanceId = randomUUID();
    expect(await world.provision(instanceId, changes)).toMatchObject({ status: 201 });
    return instanceId;
  };
  const patch = (instanceId: string, changes: object, query = ASYNC): Promise<Answer> =>
    world.broker.request('PATCH', `${pathOf(instanceId)}${query}`, { body: { service_id: 'redis', ...changes } });
  const containersOf = (instanceId: string): unknown[] =>
    world.docker.containers(ENDPOINT).filter(({ name }) => name.startsWith(`osb-${instanceId}`));
  const toPlan = (plan: string): object => ({ plan_id: `redis_${plan}` });

  it('changes the plan, in the container that there is (UPD-03, UPD-11)', async () => {
    const instanceId = await provisioned();
    const { body } = await world.get(pathOf(instanceId));

    expect(await patch(instanceId, toPlan('200'))).toMatchObject({ status: 200, body: {} });

    expect(await world.get(pathOf(instanceId))).toMatchObject({
      ...{ status: 200, body: { ...(body as object), plan_id: 'redis_200' } },
    });
    expect(containersOf(instanceId)).toMatchObject([{ name: `osb-${instanceId}`, memoryBytes: 128 * 1_048_576 }]);
  });

  it('keeps ports, volume and bindings when the container is replaced', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];
    const bound = await world.bind(instanceId, bindingId);
    const [before] = containersOf(instanceId);

    expect(await patch(instanceId, toPlan('other'))).toMatchObject({ status: 200 });

    const { ports, volumes } = before as { ports: unknown; volumes: unknown };
    expect(containersOf(instanceId)).toMatchObject([
      { name: `osb-${instanceId}.g1`, state: 'running', ports, volumes },
    ]);
    expect((await world.get(pathOf(instanceId, bindingId))).body).toMatchObject(bound.body as object);
    expect(await world.bind(instanceId, randomUUID(), orderOf('redis', 'other'))).toMatchObject({ status: 201 });
  });

  it('merges parameters, and hands all of them to /update (UPD-04, UPD-05)', async () => {
    const instanceId = await provisioned({ parameters: { a: 1, b: 2 } });

    expect(await patch(instanceId, { parameters: { b: 3, a: null, c: [4] } })).toMatchObject({ status: 200 });

    expect((await world.get(pathOf(instanceId))).body).toMatchObject({ parameters: { b: 3, c: [4] } });
    expect(await patch(instanceId, { parameters: {} })).toMatchObject({ status: 200 });
    expect((await world.get(pathOf(instanceId))).body).toMatchObject({ parameters: { b: 3, c: [4] } });
  });

  it('does nothing for what Cloud Foundry sends when nothing changes (CFS-09, EXT-03, row 60)', async () => {
    const instanceId = await provisioned();
    const calls = world.docker.calls().length;
    const previous = { plan_id: 'redis_100', service_id: 'redis', maintenance_info: null };
    const changes = {
      ...toPlan('100'),
      parameters: {},
      previous_values: previous,
      context: {},
      maintenance_info: null,
    };

    expect(await patch(instanceId, changes)).toMatchObject({ status: 200, body: {} });
    expect(world.docker.calls()).toHaveLength(calls);
  });

  it('does nothing where an instance was made with nulls among its parameters (UPD-05, CFS-09)', async () => {
    const instanceId = await provisioned({ parameters: { a: 1, b: null } });
    const calls = world.docker.calls().length;

    expect(await patch(instanceId, { ...toPlan('100'), parameters: {} })).toMatchObject({ status: 200, body: {} });
    expect(await patch(instanceId, { parameters: { b: null } })).toMatchObject({ status: 200, body: {} });
    expect(world.docker.calls()).toHaveLength(calls);
  });

  it('stores a new context without touching Docker (UPD-08, CFS-14)', async () => {
    const instanceId = await provisioned();
    const calls = world.docker.calls().length;

    expect(await patch(instanceId, { context: { instance_name: 'renamed' } })).toMatchObject({ status: 200, body: {} });
    expect(world.docker.calls()).toHaveLength(calls);
  });

  it('that fails says so, and leaves the instance as it was (ERR-04, ERR-05, UPD-16, UPD-17)', async () => {
    const instanceId = await provisioned({ parameters: { a: 1 } });
    const failed = await patch(instanceId, { ...toPlan('broken'), parameters: { a: 2 } });

    expect(failed).toMatchObject({ status: 500, body: { instance_usable: true, update_repeatable: true } });
    expect(await world.lastOperation(pathOf(instanceId))).toMatchObject({
      body: { state: 'failed', instance_usable: true, update_repeatable: true },
    });
    expect(await world.get(pathOf(instanceId))).toMatchObject({
      ...{ status: 200, body: { plan_id: 'redis_100', parameters: { a: 1 } } },
    });
    expect(containersOf(instanceId)).toMatchObject([
      { name: `osb-${instanceId}`, state: 'running', restart: 'always' },
    ]);
    expect(await patch(instanceId, toPlan('200'))).toMatchObject({ status: 200 });
  });

  it.each(['', ASYNC])(
    'of parameters that the image has no script for is a 422, now and later%s (UPD-10, UPD-16, ERR-05, CCR-12)',
    async (query) => {
      const instanceId = await provisioned({ parameters: { a: 1 } });
      const refusal = { update_repeatable: false, description: expect.stringContaining('no /update script') as string };

      expect(await patch(instanceId, { ...toPlan('scriptless'), parameters: { a: 2 } }, query)).toMatchObject({
        ...{ status: 422, body: refusal },
      });

      expect(await world.endOf(pathOf(instanceId))).toMatchObject({ body: { state: 'failed', ...refusal } });
      expect((await world.get(pathOf(instanceId))).body).toMatchObject({ plan_id: 'redis_100', parameters: { a: 1 } });
    },
  );

  it('tells a static dashboard with the first answer, and keeps it (UPD-18, PROV-14)', async () => {
    const instanceId = randomUUID();
    await world.provision(instanceId, orderOf('static'));
    const change = { service_id: 'static', plan_id: 'static_200' };
    const { status, body } = await patch(instanceId, change);

    expect({ status, body }).toEqual({
      status: 200,
      body: { dashboard_url: expect.stringMatching(/^http:\/\/192\.0\.2\.1:\d+\/200$/) as string },
    });
    expect((await world.get(pathOf(instanceId))).body).toMatchObject(body as object);
  });

  it.each<[string, object, object]>([
    ['without service_id (UPD-01)', { service_id: undefined }, { status: 400 }],
    ['for a service that the catalog lacks (UPD-01)', { service_id: 'nothing' }, { status: 400 }],
    ['for the service of another instance (UPD-01)', { service_id: 'static' }, { status: 400 }],
    ['to a plan that the service lacks (UPD-03)', { plan_id: 'redis_none' }, { status: 400 }],
    ['to a plan of another service (UPD-03, row 60)', { plan_id: 'static_100' }, { status: 400 }],
    ['with parameters that are no object', { parameters: [] }, { status: 400 }],
    ['with an empty plan', { plan_id: '' }, { status: 400 }],
    [
      'to a version that the catalog does not have (UPD-14)',
      { maintenance_info: { version: '9.9.9' } },
      { status: 422, body: { error: 'MaintenanceInfoConflict' } },
    ],
  ])('is refused %s', async (_what, changes, refusal) => {
    expect(await patch(await provisioned(), changes)).toMatchObject(refusal);
  });

  it('is refused for an instance that is not there, or not any more (UPD-20)', async () => {
    const instanceId = await provisioned();
    await world.deprovision(instanceId);

    expect(await patch('nobody', {})).toMatchObject({ status: 404 });
    expect(await patch(instanceId, {})).toMatchObject({ status: 404 });
  });

  it('is refused while a binding is being made (CON-02, row 60)', async () => {
    const instanceId = await provisioned();
    const bindGate = new Gate();
    const isBinding = new Promise<void>((resolve) => {
      world.docker.inject('createExec', { onHit: resolve, until: bindGate.opened });
    });
    const bound = world.bind(instanceId, randomUUID());
    await isBinding;
    const refused = await patch(instanceId, toPlan('200'));
    bindGate.open();
    await bound;

    expect([refused.status, (await bound).status]).toEqual([422, 201]);
    expect(refused.body).toMatchObject({ error: 'ConcurrencyError' });
  });
});

describe('maintenance', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [{ ...REDIS, maintenance: { version: '1.0.0' } }] });
  });

  afterAll(() => world.stop());

  it('is refused where the plan has another container by now: it would be that of others (UPD-10, UPD-16)', async () => {
    await world.provision('i', { maintenance_info: { version: '1.0.0' } });
    const shared = { Plan: '100', Numinstances: 0, Containername: 'of-others', maintenance: { version: '2.0.0' } };
    await world.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', { body: shared });
    const calls = world.docker.calls().length;

    const body = { service_id: 'redis', maintenance_info: { version: '2.0.0' } };
    const refused = await world.broker.request('PATCH', `${pathOf('i')}${ASYNC}`, { body });

    expect(refused).toMatchObject({ status: 422, body: { update_repeatable: false } });
    expect((refused.body as { description: string }).description).toContain('uses another container');
    expect(world.docker.calls()).toHaveLength(calls);
    expect(await world.get(pathOf('i'))).toMatchObject({ body: { maintenance_info: { version: '1.0.0' } } });
  });
});

describe('an update that takes its time', () => {
  const gate = new Gate();
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [SMALL, BIG, OTHER], env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    world.play({
      '/update': async () => {
        await gate.opened;
        return {};
      },
    });
  });

  afterAll(async () => {
    gate.open();
    await world.stop();
  });

  const patch = (instanceId: string, changes: object): Promise<Answer> =>
    world.broker.request('PATCH', `${pathOf(instanceId)}${ASYNC}`, { body: { service_id: 'redis', ...changes } });

  it('is accepted, and asked for again with the same operation (UPD-12, ASY-08, LOI-10, row 60)', async () => {
    const instanceId = randomUUID();
    await world.provision(instanceId);
    await world.endOf(pathOf(instanceId));
    const change = { plan_id: 'redis_200', parameters: { size: 2 } };
    const first = await patch(instanceId, change);
    const again = await patch(instanceId, change);

    expect([first.status, operationOf(first)]).toEqual([202, operationOf(again)]);
    expect(again).toMatchObject({ status: 202, headers: { 'retry-after': '5' } });
    expect(operationOf(again)).toMatch(/^update-/);
    expect(await world.lastOperation(pathOf(instanceId), operationOf(again))).toMatchObject({
      ...{ status: 200, body: { state: 'in progress' }, headers: { 'retry-after': '5' } },
    });
    const refused = {
      'another PATCH (CON-01)': await patch(instanceId, { plan_id: 'redis_other' }),
      'GET (GETI-04)': await world.get(pathOf(instanceId)),
      'bind (BIND-23)': await world.bind(instanceId, randomUUID()),
      'PUT same': await world.provision(instanceId),
    };
    const names = Object.keys(refused);
    const concurrency = expect.objectContaining({ error: 'ConcurrencyError' }) as object;
    const expected = names.map((name) => [name, expect.objectContaining({ status: 422, body: concurrency }) as object]);
    expect(refused).toEqual(Object.fromEntries(expected));
    expect(await world.provision(instanceId, { parameters: { other: 1 } })).toMatchObject({ status: 409 });
    gate.open();
    expect(await world.endOf(pathOf(instanceId), operationOf(again))).toMatchObject({ body: { state: 'succeeded' } });
    expect((await world.get(pathOf(instanceId))).body).toMatchObject({ plan_id: 'redis_200' });
  });
});

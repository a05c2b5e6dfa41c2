import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceBindingStore } from '#persistence';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { offerPlan } from '../support/offer-plan.js';
import type { Answer } from '../support/test-broker.js';
import { operationOf, orderOf, pathOf, REDIS, STATIC, World } from '../support/world.js';

const ASYNC = '?accepts_incomplete=true';
const BIG = { ...REDIS, plan: '200' };

describe('rotation', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [REDIS, BIG, STATIC] });
    await offerPlan(world, 'fixed', { bindingRotatable: false });
  });

  afterAll(() => world.stop());

  const rotate = (
    instanceId: string,
    bindingId: string,
    predecessorId: unknown,
    changes: object = {},
  ): Promise<Answer> =>
    world.broker.request('PUT', `${pathOf(instanceId, bindingId)}${ASYNC}`, {
      body: { predecessor_binding_id: predecessorId, ...changes },
    });
  const provisioned = async (service = 'redis'): Promise<string> => {
    const instanceId = randomUUID();
    expect(await world.provision(instanceId, orderOf(service))).toMatchObject({ status: 201 });
    return instanceId;
  };
  const bound = async (changes: object = {}, service = 'redis'): Promise<[string, string]> => {
    const [instanceId, bindingId] = [await provisioned(service), randomUUID()];
    expect(await world.bind(instanceId, bindingId, { ...orderOf(service), ...changes })).toMatchObject({ status: 201 });
    return [instanceId, bindingId];
  };
  const stored = (bindingId: string): Promise<unknown> =>
    world.broker.app.get(ServiceBindingStore, { strict: false }).find(bindingId);

  it('makes a new binding of all that the predecessor was made of (ROT-03, ROT-04, ROT-06)', async () => {
    const bindResource = { app_guid: 'app', space_guid: 'space', app_annotations: { 'example.com/x': 'y' } };
    const [instanceId, old] = await bound({ bind_resource: bindResource, parameters: { size: 1 }, context: { c: 1 } });
    const successor = randomUUID();

    const answer = await rotate(instanceId, successor, old);

    const before = await world.get(pathOf(instanceId, old));
    expect(answer).toMatchObject({ status: 201, body: { credentials: { uri: expect.any(String) as string } } });
    expect(answer.body).not.toMatchObject({ credentials: (before.body as { credentials: object }).credentials });
    expect(await stored(successor)).toMatchObject({
      appGuid: 'app',
      request: { parameters: { size: 1 }, context: { c: 1 }, bindResource, predecessorId: old },
    });
  });

  it('takes a body that repeats everything (ROT-03)', async () => {
    const [instanceId, old] = await bound();

    expect(await world.bind(instanceId, randomUUID(), { predecessor_binding_id: old })).toMatchObject({ status: 201 });
  });

  it('leaves both valid until they are deleted (ROT-05)', async () => {
    const [instanceId, old] = await bound();
    const successor = randomUUID();
    await rotate(instanceId, successor, old);
    const both = [await world.get(pathOf(instanceId, old)), await world.get(pathOf(instanceId, successor))];

    expect(await world.unbind(instanceId, old)).toMatchObject({ status: 200 });

    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await world.get(pathOf(instanceId, successor))).toMatchObject({ status: 200, body: both[1]?.body });
  });

  it('answers 200 when it is repeated, also once the predecessor is gone, and 409 to anything else (ROT-07)', async () => {
    const [instanceId, old] = await bound();
    const [successor, other] = [randomUUID(), randomUUID()];
    const { body } = await rotate(instanceId, successor, old);
    await rotate(instanceId, other, old);

    expect(await rotate(instanceId, successor, old)).toMatchObject({ status: 200, body });
    expect(await rotate(instanceId, successor, other)).toMatchObject({ status: 409 });
    expect(await world.bind(instanceId, successor)).toMatchObject({ status: 409 });
    await world.unbind(instanceId, old);
    expect(await rotate(instanceId, successor, old)).toMatchObject({ status: 200, body });
  });

  it('may be repeated in turn (ROT-07)', async () => {
    const [instanceId, first] = await bound({ parameters: { size: 1 } });
    const [second, third] = [randomUUID(), randomUUID()];
    await rotate(instanceId, second, first);
    await world.unbind(instanceId, first);

    expect(await rotate(instanceId, third, second)).toMatchObject({ status: 201 });
    expect(await stored(third)).toMatchObject({ request: { parameters: { size: 1 }, predecessorId: second } });
  });

  it('takes null for none (ROT-08)', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];

    expect(await world.bind(instanceId, bindingId, { predecessor_binding_id: null })).toMatchObject({ status: 201 });
    expect(await world.bind(instanceId, bindingId)).toMatchObject({ status: 200 });
    expect(await rotate(instanceId, randomUUID(), null)).toMatchObject({ status: 400 });
  });

  it.each<[string, unknown]>([
    ['a number', 5],
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['no plain text', 'a\u0000b'],
    ['not to be told from another one', 'a '],
  ])('answers 400 to a predecessor that is %s', async (_, predecessorId) => {
    expect(await rotate(await provisioned(), randomUUID(), predecessorId)).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining('predecessor_binding_id') as string },
    });
  });

  it('answers 400 to a predecessor of no instance or another one, and stores nothing (ROT-02)', async () => {
    const [[instanceId], [, foreign]] = [await bound(), await bound()];
    const successor = randomUUID();

    expect(await rotate(instanceId, successor, randomUUID())).toMatchObject({ status: 400 });
    expect(await rotate(instanceId, successor, foreign)).toMatchObject({ status: 400 });
    expect(await rotate(instanceId, successor, successor)).toMatchObject({ status: 400 });
    expect(await stored(successor)).toBeUndefined();
  });

  it('answers 400 while the predecessor is still being made (ROT-02)', async () => {
    const [instanceId, old, gate] = [await provisioned(), randomUUID(), new Gate()];
    const isBinding = new Promise<void>((resolve) => {
      world.docker.inject('createExec', { onHit: resolve, until: gate.opened });
    });
    const binding = world.bind(instanceId, old);
    await isBinding;

    const refused = await rotate(instanceId, randomUUID(), old);
    gate.open();

    expect(await binding).toMatchObject({ status: 201 });
    expect(refused).toMatchObject({ status: 400, body: { description: expect.stringContaining('Wait') as string } });
  });

  it.each<[string, object]>([
    ['service', { service_id: 'static' }],
    ['plan of the catalog', { plan_id: 'redis_200' }],
    ['plan of nobody', { plan_id: 'redis_7' }],
    ['name for the plan', { plan_id: '' }],
  ])('answers 400 to another %s than the instance has', async (_, changes) => {
    const [instanceId, old] = await bound();

    expect(await rotate(instanceId, randomUUID(), old, changes)).toMatchObject({ status: 400 });
  });

  it('answers 400 for a plan whose bindings cannot be rotated (ROT-01)', async () => {
    const [instanceId, old] = await bound({}, 'fixed');

    expect(await rotate(instanceId, randomUUID(), old)).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining('cannot be rotated') as string },
    });
  });

  it('answers 404 for an instance that is not there (BIND-23)', async () => {
    expect(await rotate('nobody', randomUUID(), randomUUID())).toMatchObject({ status: 404 });
  });

  it('goes on under the plan that the instance has by now', async () => {
    const [instanceId, old] = await bound();
    const successor = randomUUID();
    await rotate(instanceId, successor, old);
    const change = { body: { service_id: 'redis', plan_id: 'redis_200' } };
    expect(await world.broker.request('PATCH', `${pathOf(instanceId)}${ASYNC}`, change)).toMatchObject({ status: 200 });

    expect(await rotate(instanceId, randomUUID(), old)).toMatchObject({ status: 201 });
    expect(await rotate(instanceId, successor, old)).toMatchObject({ status: 200 });
  });
});

describe('a rotation that takes its time', () => {
  it('is accepted, and asked for again with the same operation (ROT-07, ASY-08)', async () => {
    const gate = new Gate();
    const world = await World.open({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    const [instanceId, old, successor] = [randomUUID(), randomUUID(), randomUUID()];
    const rotate = (): Promise<Answer> =>
      world.broker.request('PUT', `${pathOf(instanceId, successor)}${ASYNC}`, {
        body: { predecessor_binding_id: old },
      });
    await world.provision(instanceId);
    await world.endOf(pathOf(instanceId));
    await world.bind(instanceId, old);
    await world.endOf(pathOf(instanceId, old));
    world.docker.inject('createExec', { until: gate.opened });

    const [first, again] = [await rotate(), await rotate()];
    gate.open();

    expect(first).toMatchObject({ status: 202, body: { operation: operationOf(again) } });
    expect(again.status).toBe(202);
    expect(await world.endOf(pathOf(instanceId, successor))).toMatchObject({ body: { state: 'succeeded' } });
    expect(await world.get(pathOf(instanceId, successor))).toMatchObject({ status: 200 });
    await world.stop();
  });
});

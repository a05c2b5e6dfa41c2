import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { operationOf, pathOf, World } from '../support/world.js';

const NEVER_STORED = randomUUID();

describe('last_operation', () => {
  let world: World;
  const instanceId = randomUUID();
  const bindingId = randomUUID();

  beforeAll(async () => {
    world = await World.open({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    await world.provision(instanceId);
    await world.endOf(pathOf(instanceId));
    await world.bind(instanceId, bindingId);
    await world.endOf(pathOf(instanceId, bindingId));
  });

  afterAll(() => world.stop());

  it.each(['', '?service_id=redis&plan_id=redis_100', '?plan_id=another', '?operation=words-of-a-checker', '?x=1'])(
    'works with the query "%s" (LOI-02, LOI-03)',
    async (query) => {
      expect(await world.get(`${pathOf(instanceId)}/last_operation${query}`)).toMatchObject({
        status: 200,
        body: { state: 'succeeded', description: expect.stringMatching(/\S/) as string },
      });
    },
  );

  it('of a binding holds nothing but state and description (LOB-02)', async () => {
    const { body } = await world.lastOperation(pathOf(instanceId, bindingId));

    expect(Object.keys(body as object).sort()).toEqual(['description', 'state']);
  });

  it.each([
    ['a creation', `provision-${NEVER_STORED}`, { status: 200, body: { state: 'failed' } }],
    ['a deletion', `deprovision-${NEVER_STORED}`, { status: 410 }],
  ])(
    'tells of %s that was never stored what lets the platform go on (ASY-11, LOI-06, row 37)',
    async (_, operation, told) => {
      expect(await world.lastOperation(pathOf(randomUUID()), operation)).toMatchObject(told);
    },
  );

  it('tells nothing of an operation on another instance (LOB-06)', async () => {
    const other = randomUUID();
    const operation = await world.accepted('startContainer', () => world.provision(other));
    await world.endOf(pathOf(other), operation);

    expect(await world.lastOperation(pathOf(instanceId), operation)).toMatchObject({
      status: 200,
      body: { state: 'failed', description: 'The broker has no record of this operation.' },
    });
  });

  it('tells of the operation that is asked for, not of a newer one (LOI-11)', async () => {
    const id = randomUUID();
    const provision = await world.accepted('startContainer', () => world.provision(id));
    await world.endOf(pathOf(id), provision);
    const deprovision = await world.accepted('stopContainer', () => world.deprovision(id));

    expect(await world.endOf(pathOf(id), deprovision)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await world.lastOperation(pathOf(id), provision)).toMatchObject({
      status: 200,
      body: { state: 'succeeded', description: 'the instance is ready' },
    });
  });

  it('of an unbind whose instance is deleted ends with that deletion (DEP-08, LOB-01)', async () => {
    const id = randomUUID();
    const gate = new Gate();
    await world.provision(id);
    await world.endOf(pathOf(id));
    await world.bind(id, `b-${id}`);
    await world.endOf(pathOf(id, `b-${id}`));
    world.docker.inject('stopContainer', { until: gate.opened });
    world.play({ '/unbind': () => gate.opened.then(() => ({})) });
    const unbind = operationOf(await world.unbind(id, `b-${id}`));
    const deprovision = operationOf(await world.deprovision(id));

    const meanwhile = await world.lastOperation(pathOf(id, `b-${id}`), unbind);
    gate.open();
    await world.endOf(pathOf(id), deprovision);
    world.play({});

    expect(meanwhile).toMatchObject({ status: 200, body: { state: 'in progress' } });
    expect(await world.lastOperation(pathOf(id, `b-${id}`), unbind)).toMatchObject({
      status: 200,
      body: { state: 'succeeded', description: 'the instance is gone' },
    });
    await world.provision(id);
    expect(await world.lastOperation(pathOf(id, `b-${id}`), unbind)).toMatchObject({
      body: { state: 'succeeded', description: 'the binding went with its instance' },
    });
  });

  it('tells why a creation failed (LOI-08)', async () => {
    const id = randomUUID();
    world.play({ '/provision': () => ({ exitCode: 9 }) });
    const { status } = await world.provision(id);
    const answer = await world.endOf(pathOf(id));
    await world.restOf(id);
    world.play({});

    expect([202, 500]).toContain(status);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'failed', description: "The service's /provision script failed (exit code 9)." },
    });
    expect((await world.lastOperation(pathOf(id))).body).toEqual(answer.body);
  });

  it.each(['?operation=a&operation=b', `?operation=${'x'.repeat(10_001)}`])(
    'answers 400 to a query that is none: %.30s (LOI-04)',
    async (query) => {
      expect(await world.get(`${pathOf(instanceId)}/last_operation${query}`)).toMatchObject({ status: 400 });
    },
  );
});

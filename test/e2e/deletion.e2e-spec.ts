import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { ENDPOINT, operationOf, orderOf, pathOf, World } from '../support/world.js';

const IDS = '?service_id=redis&plan_id=redis_100';

describe('deletion', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ env: { BROKER_OPERATIONS_BLOCKINGWAITSECONDS: '1' } });
  });

  afterAll(() => world.stop());

  const provisioned = async (service = 'redis'): Promise<string> => {
    const id = randomUUID();
    expect(await world.provision(id, orderOf(service))).toMatchObject({ status: 201 });
    return id;
  };
  const containerOf = (instanceId: string): string | undefined =>
    world.docker.containers(ENDPOINT).find(({ labels }) => labels['docker-broker.instance'] === instanceId)
      ?.containerId;

  it('of an instance removes all that was made, and is 410 ever after (DEP-02, DEP-03, DEP-05, row 53)', async () => {
    const id = await provisioned();
    const volumes = world.docker.volumes(ENDPOINT).filter((name) => name.includes(id));
    expect(volumes).toHaveLength(1);

    const { status, body } = await world.deprovision(id);

    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(containerOf(id)).toBeUndefined();
    expect(world.docker.volumes(ENDPOINT)).not.toContain(volumes[0]);
    expect(await world.get(pathOf(id))).toMatchObject({ status: 404 });
    expect(await world.deprovision(id)).toMatchObject({ status: 410 });
    expect(await world.deprovision(id)).toMatchObject({ status: 410 });
  });

  it('of an instance takes its bindings along (DEP-08, row 54)', async () => {
    const id = await provisioned();
    await world.bind(id, 'left-over');

    expect(await world.deprovision(id)).toMatchObject({ status: 200 });

    expect(await world.unbind(id, 'left-over')).toMatchObject({ status: 410 });
    expect(await world.get(pathOf(id, 'left-over'))).toMatchObject({ status: 404 });
  });

  it('of a binding revokes that one alone (UNB-03, UNB-04, UNB-06)', async () => {
    const id = await provisioned();
    const [one, other] = [randomUUID(), randomUUID()];
    await world.bind(id, one);
    await world.bind(id, other);

    const { status, body } = await world.unbind(id, one);

    expect({ status, body }).toEqual({ status: 200, body: {} });
    const [goodbye] = world.docker
      .execs(ENDPOINT)
      .filter(({ command }) => command[0] === '/unbind')
      .slice(-1);
    expect(goodbye?.environment).toMatchObject({ BINDING_ID: one, INSTANCE_ID: id });
    expect(await world.unbind(id, one)).toMatchObject({ status: 410 });
    expect(await world.get(pathOf(id, other))).toMatchObject({ status: 200 });
  });

  it.each([
    ['service_id', '?plan_id=p'],
    ['plan_id', '?service_id=s'],
    ['service_id', '?service_id=&plan_id=p'],
    ['plan_id', '?service_id=s&plan_id='],
    ['service_id', '?service_id=s&service_id=t&plan_id=p'],
    ['accepts_incomplete', `${IDS}&accepts_incomplete=maybe`],
    ['accepts_incomplete', `${IDS}&accepts_incomplete=true&accepts_incomplete=true`],
  ])('is 400 for a wrong %s: %s, and removes nothing (DEP-01, UNB-01, URL-07)', async (field, query) => {
    const id = await provisioned();
    await world.bind(id, `b-${id}`);

    for (const path of [pathOf(id), pathOf(id, `b-${id}`)])
      expect(await world.broker.request('DELETE', `${path}${query}`)).toMatchObject({
        status: 400,
        body: { description: expect.stringContaining(field) as string },
      });
    expect(await world.get(pathOf(id, `b-${id}`))).toMatchObject({ status: 200 });
  });

  it('asks nothing of the values (UNB-02)', async () => {
    const id = await provisioned();
    await world.bind(id, `b-${id}`);
    const query = '?service_id=gone&plan_id=gone_too';

    expect(await world.broker.request('DELETE', `${pathOf(id, `b-${id}`)}${query}`)).toMatchObject({ status: 200 });
    expect(await world.broker.request('DELETE', `${pathOf(id)}${query}`)).toMatchObject({ status: 200 });
  });

  it.each(['removed', 'stopped'])(
    'succeeds when the container was %s behind our back (DEP-10, UNB-09)',
    async (how) => {
      const id = await provisioned();
      await world.bind(id, `b-${id}`);
      const containerId = containerOf(id) ?? '';
      if (how === 'removed') await world.docker.removeContainer(ENDPOINT, containerId);
      else await world.docker.stopContainer(ENDPOINT, containerId);

      expect(await world.unbind(id, `b-${id}`)).toMatchObject({ status: 200 });
      expect(await world.deprovision(id)).toMatchObject({ status: 200 });
      expect(await world.deprovision(id)).toMatchObject({ status: 410 });
    },
  );

  it('frees the port of the instance that went, and no other (original §3.3 no. 3)', async () => {
    const portsOf = (): (number | undefined)[] =>
      world.docker.containers(ENDPOINT).map(({ ports }) => ports[0]?.hostPort);
    const [first, second] = [await provisioned(), await provisioned()];
    await world.deprovision(second);

    await provisioned();

    expect(containerOf(first)).toBeDefined();
    expect(new Set(portsOf()).size).toBe(portsOf().length);
  });

  it('does not tell the platform that it is gone while its host is silent (ORP-03, row 58)', async () => {
    const id = await provisioned();
    world.docker.unplug(ENDPOINT);

    const sync = await world.deprovision(id, '');
    const state = await world.lastOperation(pathOf(id));
    world.docker.plug(ENDPOINT);

    expect(sync).toMatchObject({ status: 503, body: { description: expect.stringContaining('goes on') as string } });
    expect(state).toMatchObject({ status: 200, body: { state: 'in progress' } });
    expect(await world.endOf(pathOf(id))).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(containerOf(id)).toBeUndefined();
    expect(await world.deprovision(id)).toMatchObject({ status: 410 });
  });

  it('answers 503 for a binding whose login may still work, and goes on (row 50)', async () => {
    const id = await provisioned();
    await world.bind(id, `b-${id}`);
    world.docker.unplug(ENDPOINT);

    const answer = await world.unbind(id, `b-${id}`, '');
    world.docker.plug(ENDPOINT);

    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { description: expect.stringContaining('may still work') as string },
    });
    expect(await world.endOf(pathOf(id, `b-${id}`))).toMatchObject({ body: { state: 'succeeded' } });
  });

  it('of a binding is told when that of its instance overtakes it (DEP-08, row 54)', async () => {
    const [begun, gate] = [new Gate(), new Gate()];
    const id = await provisioned();
    await world.bind(id, `b-${id}`);
    world.play({
      '/unbind': async () => {
        begun.open();
        await gate.opened;
        return {};
      },
    });
    const unbind = world.unbind(id, `b-${id}`);
    await begun.opened;
    const deprovision = world.deprovision(id);

    expect(await unbind).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } });
    gate.open();
    expect(await deprovision).toMatchObject({ status: 200 });
    expect(await world.unbind(id, `b-${id}`)).toMatchObject({ status: 410 });
    world.play({});
  });

  it('halts a creation, and nothing is left (DEP-07, LOI-12, row 52)', async () => {
    const gate = new Gate();
    const patient = await World.open({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    patient.docker.inject('startContainer', { until: gate.opened });
    const id = randomUUID();
    const operation = operationOf(await patient.provision(id));

    const accepted = await patient.deprovision(id);
    gate.open();
    const deletion = operationOf(accepted);

    expect(accepted).toMatchObject({ status: 202 });
    expect(deletion).toBe(operation.replace(/^provision/, 'deprovision'));
    expect(await patient.endOf(pathOf(id), deletion)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await patient.lastOperation(pathOf(id), operation)).toMatchObject({
      status: 200,
      body: { state: 'failed', description: expect.stringContaining('halted') as string },
    });
    expect(patient.docker.containers(ENDPOINT)).toEqual([]);
    expect(patient.docker.volumes(ENDPOINT)).toEqual([]);
    expect(await patient.deprovision(id)).toMatchObject({ status: 410 });
    await patient.stop();
  });

  it('cleans up after a creation that failed, and after the creation was asked for again (ORP-01)', async () => {
    const id = randomUUID();
    world.play({ '/provision': () => ({ exitCode: 1 }) });
    expect(await world.provision(id)).toMatchObject({ status: 500 });
    expect(await world.provision(id)).toMatchObject({ status: 500 });
    world.play({});

    expect(containerOf(id)).toBeUndefined();
    expect(await world.deprovision(id)).toMatchObject({ status: 200 });
    expect(await world.provision(id)).toMatchObject({ status: 201 });
  });

  it('is one deletion, however many ask for it at once (row 53)', async () => {
    const id = await provisioned();

    const answers = await Promise.all(Array.from({ length: 10 }, () => world.deprovision(id)));

    for (const { status } of answers) expect([200, 410]).toContain(status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });
});

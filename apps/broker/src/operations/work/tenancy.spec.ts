import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError, ImageUnavailableError } from '#docker-driver';
import { type DriverMethod, execOutcome, type ScriptedExec } from '#docker-driver/testing';
import { anOperation } from '#persistence/testing';
import { nameContainer } from '../container-name.types.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';
import { housed, orderTenant } from '../testing/test-tenants.js';

const DEATH = new Error('kill -9');

describe('instances that share a container', () => {
  let engine: TestEngine;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  const containers = (): readonly string[] => engine.docker.containers(ENDPOINT).map(({ name }) => name);
  const runsOf = (instanceId: string): readonly string[] =>
    engine.docker
      .execs(ENDPOINT)
      .filter(({ environment }) => environment['INSTANCE_ID'] === instanceId)
      .map(({ command }) => command[0] ?? '');
  /** A script that refuses for one instance, so many times. */
  const refuse = (script: string, instanceId: string, times = Infinity): void => {
    let left = times;
    engine.docker.play(({ command, environment }: ScriptedExec) => {
      const isMeant = command[0] === script && environment['INSTANCE_ID'] === instanceId && left > 0;
      if (isMeant) left -= 1;
      return Promise.resolve(execOutcome(isMeant ? { exitCode: 1, stderr: 'no' } : { stdout: '{}' }));
    });
  };
  const idOf = async (house: string): Promise<string> =>
    (await engine.docker.findContainer(ENDPOINT, nameContainer(house)))?.containerId ?? '';
  const statesOf = async (...ids: readonly string[]): Promise<readonly (string | undefined)[]> =>
    Promise.all(ids.map(async (id) => (await engine.stores.instances.find(id))?.state));

  it('are made in one container, each by its own script', async () => {
    const one = await housed(engine);
    const two = await housed(engine);
    const three = await housed(engine);

    expect(two.house).toBe(one.house);
    expect(three.house).not.toBe(one.house);
    expect(containers()).toEqual([nameContainer(one.house), nameContainer(three.house)]);
    for (const { instanceId } of [one, two, three]) expect(runsOf(instanceId)).toEqual(['/provision']);
    expect(runsOf(one.house)).toEqual([]);
  });

  it('are made in a container that has ended, which is started for them', async () => {
    const one = await housed(engine);
    engine.docker.changeContainer(ENDPOINT, await idOf(one.house), { state: 'exited' });

    const two = await housed(engine);

    expect(two.house).toBe(one.house);
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running' }]);
    expect(runsOf(two.instanceId)).toEqual(['/provision']);
  });

  it('are bound and unbound with the port of the container that they share', async () => {
    const [one, two] = [await housed(engine), await housed(engine)];
    const binding = await engine.bound(one.instanceId);

    await engine.finish(await engine.orderUnbind(binding));

    const [claim] = await engine.stores.instances.findPorts(one.house);
    const bind = engine.docker.execs(ENDPOINT).find(({ command }) => command[0] === '/bind');
    expect(bind?.environment).toMatchObject({
      INSTANCE_ID: one.instanceId,
      BINDING_ID: binding.bindingId,
      PORT_6379: String(claim?.hostPort),
    });
    expect(runsOf(one.instanceId)).toEqual(['/provision', '/bind', '/unbind']);
    expect(runsOf(two.instanceId)).toEqual(['/provision']);
  });

  it('leave the container to the others, with logins and data revoked by script', async () => {
    const [one, two] = [await housed(engine), await housed(engine)];
    await engine.bound(one.instanceId);

    const ended = await engine.finish(await engine.orderDeprovision(one.instanceId));

    expect(ended).toMatchObject({ kind: 'deprovision', state: 'succeeded' });
    expect(runsOf(one.instanceId)).toEqual(['/provision', '/bind', '/unbind', '/deprovision']);
    expect(containers()).toEqual([nameContainer(one.house)]);
    expect(engine.docker.volumes(ENDPOINT)).toHaveLength(1);
    expect(await statesOf(one.instanceId, two.instanceId)).toEqual([undefined, 'ready']);
  });

  it('are not gone before their script agrees, and keep no one from the container meanwhile (row 81)', async () => {
    const [one, two] = [await housed(engine), await housed(engine)];
    refuse('/deprovision', one.instanceId);
    const deletion = await engine.orderDeprovision(one.instanceId);
    expect(await engine.workAndDie(deletion)).toMatchObject({ name: 'WorkFailedError' });

    expect(await statesOf(one.instanceId)).toEqual(['deleting']);
    const binding = await engine.bound(two.instanceId);

    expect(await engine.operation(binding.operation.operationId)).toMatchObject({ state: 'succeeded' });
    expect(await engine.operation(deletion)).toMatchObject({ state: 'in progress' });
    refuse('/deprovision', 'nobody');
    expect(await engine.finish(deletion)).toMatchObject({ state: 'succeeded' });
  });

  it('are said to be still there when their script has refused twenty times, and tried again at the next DELETE (row 81)', async () => {
    const { instanceId } = await housed(engine);
    refuse('/deprovision', instanceId, 20);

    const ended = await engine.finish(await engine.orderDeprovision(instanceId));

    expect(ended).toMatchObject({
      state: 'failed',
      description: "The service's /deprovision script failed (exit code 1).",
    });
    expect(await statesOf(instanceId)).toEqual(['deleting']);
    expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });
  });

  it('take back by script what a script that failed may have left, and their seat is free', async () => {
    const one = await housed(engine);
    const failing = await orderTenant(engine);
    refuse('/provision', failing.instanceId);

    const ended = await engine.finish(failing.operation.operationId);

    expect(ended).toMatchObject({ state: 'failed' });
    expect(runsOf(failing.instanceId)).toEqual(['/provision', '/deprovision']);
    expect(containers()).toEqual([nameContainer(one.house)]);
    expect(await statesOf(one.instanceId, failing.instanceId)).toEqual(['ready', 'failed']);
    expect((await housed(engine)).house).toBe(one.house);
  });

  it('fail when their container cannot be made, in the words of its own failure (row 79)', async () => {
    const tenant = await orderTenant(engine, { image: 'not-there' });
    engine.docker.inject('pullImage', { before: new ImageUnavailableError('no such image') });

    const ended = await engine.finish(tenant.operation.operationId);

    const house = await engine.stores.operations.findLatest(tenant.house, undefined);
    expect(ended.state).toBe('failed');
    expect(ended.description).toContain('image');
    expect(ended.description).toBe(house?.description);
    expect(runsOf(tenant.instanceId)).toEqual([]);
  });

  it('are deleted without a script while their container is still being made', async () => {
    const { instanceId } = await orderTenant(engine);

    const ended = await engine.finish(await engine.orderDeprovision(instanceId));

    expect(ended).toMatchObject({ state: 'succeeded' });
    expect(runsOf(instanceId)).toEqual([]);
  });

  it('are deleted when the host itself says that their container is gone', async () => {
    const { instanceId, house } = await housed(engine);
    await engine.docker.removeContainer(ENDPOINT, await idOf(house));

    expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });
  });

  it('take no silence of the host for proof that they are gone', async () => {
    const { instanceId } = await housed(engine);
    const deletion = await engine.orderDeprovision(instanceId);
    engine.docker.inject('findContainer', { before: new HostUnreachableError('silent') });

    expect(await engine.workAndDie(deletion)).toBeInstanceOf(HostUnreachableError);
    expect(await statesOf(instanceId)).toEqual(['deleting']);
  });

  it('wait for each other: one script at a time in a container, whoever it is for (row 45)', async () => {
    let [running, most] = [0, 0];
    engine.docker.play(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return execOutcome({ stdout: '{}' });
    });
    const tenants = [await orderTenant(engine), await orderTenant(engine)];
    const runners = tenants.map(() => engine.newRunner());

    await Promise.all(tenants.map(({ operation }, index) => engine.finish(operation.operationId, runners[index])));

    expect(most).toBe(1);
  });

  it('get other parameters by script, in the container as it is', async () => {
    const { instanceId, house, ...tenant } = await housed(engine);
    const id = engine.docker.containers(ENDPOINT)[0]?.containerId;
    const request = { ...tenant.request, parameters: { size: 2 } };

    const ended = await engine.finish(await engine.orderUpdate({ instanceId, ...tenant }, { request }));

    expect(ended).toMatchObject({ kind: 'update', state: 'succeeded' });
    expect(runsOf(instanceId)).toEqual(['/provision', '/update']);
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId: id, name: nameContainer(house) }]);
    expect(await engine.stores.instances.find(instanceId)).toMatchObject({ request, generation: 0, sharedIn: house });
  });

  it.each<[DriverMethod, 'before' | 'after']>(
    (['findContainer', 'createExec', 'runExec'] as const).flatMap((method) => [
      [method, 'before'],
      [method, 'after'],
    ]),
  )('are made and removed all the same when a worker dies at %s, %s it (row 82)', async (method, moment) => {
    const first = await housed(engine);
    const { instanceId, operation } = await orderTenant(engine);
    engine.docker.inject(method, { [moment]: DEATH });
    expect(await engine.workAndDie(operation.operationId)).toBe(DEATH);
    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });
    const deletion = await engine.orderDeprovision(instanceId);
    engine.docker.inject(method, { [moment]: DEATH });
    expect(await engine.workAndDie(deletion)).toBe(DEATH);

    expect(await engine.finish(deletion)).toMatchObject({ state: 'succeeded' });

    expect(await statesOf(first.instanceId, instanceId)).toEqual(['ready', undefined]);
    expect(containers()).toEqual([nameContainer(first.house)]);
  });

  it('live in a container that is removed, with its data, when the last one has left', async () => {
    const { instanceId, house } = await housed(engine);
    await engine.finish(await engine.orderDeprovision(instanceId));

    const removal = await engine.stores.houses.openRemoval({ houseId: house, emptyForMs: 0, operation: anOperation() });
    await engine.finish(removal?.operationId ?? '');

    expect(containers()).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    expect(runsOf(house)).toEqual([]);
    expect(await engine.stores.instances.findPorts(house)).toEqual([]);
  });

  it('live in a container that is repaired for all of them', async () => {
    const one = await housed(engine);
    const two = await housed(engine);
    await engine.docker.stopContainer(ENDPOINT, await idOf(one.house));
    const repair = await engine.stores.instances.openRepair(one.house, anOperation());

    await engine.finish(repair?.operationId ?? '');

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name: nameContainer(one.house), state: 'running' }]);
    for (const { instanceId } of [one, two])
      expect(await engine.operation((await engine.bound(instanceId)).operation.operationId)).toMatchObject({
        state: 'succeeded',
      });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptedExec } from '#docker-driver/testing';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import type { Answer } from '../support/test-broker.js';
import { operationOf, orderOf, pathOf, World } from '../support/world.js';

type State = 'unknown' | 'creating' | 'ready' | 'deleting' | 'undoing' | 'create failed' | 'deleted';
type Verb = 'PUT same' | 'PUT different' | 'GET' | 'DELETE' | 'last_operation';

interface Expected {
  readonly status: number | readonly number[];
  readonly error?: string;
  /** Of last_operation. */
  readonly state?: string;
  /** The operation of the request that brought the state about. */
  readonly sameOperation?: true;
}
type Row = readonly [State, Verb, string, Expected];

const CONCURRENCY = { status: 422, error: 'ConcurrencyError' };

/** osb-requirements §1.2, without updates. */
const INSTANCES: readonly Row[] = [
  ['unknown', 'PUT same', 'PROV-05 PROV-06', { status: [201, 202] }],
  ['unknown', 'GET', 'GETI-03', { status: 404 }],
  ['unknown', 'DELETE', 'DEP-05', { status: 410 }],
  ['unknown', 'last_operation', 'LOI-05', { status: 404 }],
  ['creating', 'PUT same', 'PROV-06 ASY-08, row 12', { status: 202, sameOperation: true }],
  ['creating', 'PUT different', 'PROV-08, row 14', { status: 409 }],
  ['creating', 'GET', 'GETI-03', { status: 404 }],
  ['creating', 'DELETE', 'DEP-07, row 52', { status: [200, 202] }],
  ['creating', 'last_operation', 'LOI-01 LOI-02', { status: 200, state: 'in progress' }],
  ['ready', 'PUT same', 'PROV-07', { status: 200 }],
  ['ready', 'PUT different', 'PROV-08', { status: 409 }],
  ['ready', 'GET', 'GETI-01 GETI-02', { status: 200 }],
  ['ready', 'DELETE', 'DEP-03 DEP-04', { status: [200, 202] }],
  ['ready', 'last_operation', 'LOI-07', { status: 200, state: 'succeeded' }],
  ['deleting', 'PUT same', 'CON-01', CONCURRENCY],
  ['deleting', 'PUT different', 'CON-01', CONCURRENCY],
  ['deleting', 'GET', 'GETI-03', { status: 404 }],
  ['deleting', 'DELETE', 'DEP-04 ASY-08, row 53', { status: 202, sameOperation: true }],
  ['deleting', 'last_operation', 'LOI-01', { status: 200, state: 'in progress' }],
  ['undoing', 'PUT same', 'CON-01', CONCURRENCY],
  ['undoing', 'PUT different', 'PROV-08', { status: 409 }],
  ['undoing', 'GET', 'GETI-03', { status: 404 }],
  ['undoing', 'DELETE', 'ORP-01', { status: [200, 202] }],
  ['undoing', 'last_operation', 'LOI-07', { status: 200, state: 'failed' }],
  ['create failed', 'PUT same', 'PROV-06 PROV-16', { status: 202 }],
  ['create failed', 'PUT different', 'PROV-08', { status: 409 }],
  ['create failed', 'GET', 'GETI-03', { status: 404 }],
  ['create failed', 'DELETE', 'ORP-01 ORP-03', { status: [200, 202] }],
  ['create failed', 'last_operation', 'LOI-07', { status: 200, state: 'failed' }],
  ['deleted', 'PUT same', 'URL-08', { status: [201, 202] }],
  ['deleted', 'GET', 'GETI-03', { status: 404 }],
  ['deleted', 'DELETE', 'DEP-05', { status: 410 }],
  ['deleted', 'last_operation', 'LOI-06 LOI-07', { status: 200, state: 'succeeded' }],
];

/** osb-requirements §1.3. */
const BINDINGS: readonly Row[] = [
  ['unknown', 'PUT same', 'BIND-06 BIND-08', { status: [201, 202] }],
  ['unknown', 'GET', 'GETB-02', { status: 404 }],
  ['unknown', 'DELETE', 'UNB-06', { status: 410 }],
  ['unknown', 'last_operation', 'LOB-01', { status: 404 }],
  ['creating', 'PUT same', 'BIND-08 ASY-08, row 39', { status: 202, sameOperation: true }],
  ['creating', 'PUT different', 'BIND-09', { status: 409 }],
  ['creating', 'GET', 'GETB-02', { status: 404 }],
  ['creating', 'DELETE', 'UNB-08, row 47', { status: [200, 202] }],
  ['creating', 'last_operation', 'LOB-01', { status: 200, state: 'in progress' }],
  ['ready', 'PUT same', 'BIND-07', { status: 200 }],
  ['ready', 'PUT different', 'BIND-09, row 39', { status: 409 }],
  ['ready', 'GET', 'GETB-01 LOB-03', { status: 200 }],
  ['ready', 'DELETE', 'UNB-04 UNB-05', { status: [200, 202] }],
  ['ready', 'last_operation', 'LOB-01', { status: 200, state: 'succeeded' }],
  ['deleting', 'PUT same', 'CON-01', CONCURRENCY],
  ['deleting', 'PUT different', 'CON-01', CONCURRENCY],
  ['deleting', 'GET', 'GETB-02', { status: 404 }],
  ['deleting', 'DELETE', 'UNB-05 ASY-08, row 48', { status: 202, sameOperation: true }],
  ['deleting', 'last_operation', 'LOB-01', { status: 200, state: 'in progress' }],
  ['undoing', 'PUT same', 'CON-01', CONCURRENCY],
  ['undoing', 'PUT different', 'BIND-09', { status: 409 }],
  ['undoing', 'GET', 'GETB-02', { status: 404 }],
  ['undoing', 'DELETE', 'ORP-01', { status: [200, 202] }],
  ['undoing', 'last_operation', 'LOB-01', { status: 200, state: 'failed' }],
  ['create failed', 'PUT same', 'BIND-08', { status: 202 }],
  ['create failed', 'PUT different', 'BIND-09', { status: 409 }],
  ['create failed', 'GET', 'GETB-02', { status: 404 }],
  ['create failed', 'DELETE', 'ORP-01 ORP-03', { status: [200, 202] }],
  ['create failed', 'last_operation', 'LOB-01', { status: 200, state: 'failed' }],
  ['deleted', 'PUT same', 'URL-08', { status: [201, 202] }],
  ['deleted', 'GET', 'GETB-02', { status: 404 }],
  ['deleted', 'DELETE', 'UNB-06', { status: 410 }],
  ['deleted', 'last_operation', 'LOB-01', { status: 200, state: 'succeeded' }],
];

describe('states and requests', () => {
  const gate = new Gate();
  const failed = new Set<string>();
  let world: World;

  /** The state that a resource is to be in is the beginning of its id; scripts wait or fail by it. */
  const playAs =
    (name: 'INSTANCE_ID' | 'BINDING_ID', ...waiting: readonly State[]) =>
    async ({ environment }: ScriptedExec): Promise<object> => {
      const id = environment[name] ?? '';
      if (waiting.some((state) => id.startsWith(state)) || failed.has(id)) await gate.opened;
      return {};
    };
  const failOnce =
    (name: 'INSTANCE_ID' | 'BINDING_ID') =>
    async (exec: ScriptedExec): Promise<object> => {
      const id = exec.environment[name] ?? '';
      if (!/^(create failed|undoing)/.test(id) || failed.has(id)) return playAs(name, 'creating')(exec);
      failed.add(id);
      return { exitCode: 1 };
    };

  beforeAll(async () => {
    const room = { BROKER_OPERATIONS_WORKERS: '1000', BROKER_OPERATIONS_WORKERSPERHOST: '1000' };
    world = await World.open({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0', ...room } });
    world.play({
      '/provision': failOnce('INSTANCE_ID'),
      '/deprovision': playAs('INSTANCE_ID', 'deleting'),
      '/bind': failOnce('BINDING_ID'),
      '/unbind': async ({ environment }) => {
        if (/^(deleting|undoing)/.test(environment['BINDING_ID'] ?? '')) await gate.opened;
        return {};
      },
    });
  });

  afterAll(async () => {
    gate.open();
    await world.stop();
  });

  const expectAsTold = (answer: Answer, brought: Answer | undefined, expected: Expected): void => {
    expect([expected.status].flat()).toContain(answer.status);
    if (expected.error !== undefined) expect(answer.body).toMatchObject({ error: expected.error });
    if (expected.state !== undefined) expect(answer.body).toMatchObject({ state: expected.state });
    if (expected.sameOperation && brought !== undefined) expect(operationOf(answer)).toBe(operationOf(brought));
    if (answer.status === 202) expect(Object.keys(answer.body as object)).toEqual(['operation']);
    if (answer.status >= 400) expect(answer.body).toMatchObject({ description: expect.stringMatching(/\S/) as string });
  };

  describe('of service instances', () => {
    const bring = async (state: State, id: string): Promise<Answer | undefined> => {
      if (state === 'unknown') return undefined;
      if (state === 'undoing') world.docker.inject('stopContainer', { until: gate.opened });
      const created = await world.provision(id);
      if (state === 'creating') return created;
      await world.endOf(pathOf(id));
      if (state === 'create failed') await world.restOf(id);
      if (['ready', 'undoing', 'create failed'].includes(state)) return created;
      const deleted = await world.deprovision(id);
      if (state === 'deleted') await world.endOf(pathOf(id));
      return deleted;
    };
    const ask = (verb: Verb, id: string): Promise<Answer> => {
      switch (verb) {
        case 'PUT same':
          return world.provision(id);
        case 'PUT different':
          return world.provision(id, { parameters: { other: true } });
        case 'GET':
          return world.get(pathOf(id));
        case 'DELETE':
          return world.deprovision(id);
        case 'last_operation':
          return world.lastOperation(pathOf(id));
      }
    };

    it.each(INSTANCES)('%s · %s (%s)', async (state, verb, _requirements, expected) => {
      const id = `${state} ${randomUUID()}`;
      const brought = await bring(state, id);

      expectAsTold(await ask(verb, id), brought, expected);
    });
  });

  describe('of service bindings', () => {
    const ready = async (): Promise<string> => {
      const instanceId = randomUUID();
      await world.provision(instanceId);
      await world.endOf(pathOf(instanceId));
      return instanceId;
    };
    const bring = async (state: State, instanceId: string, id: string): Promise<Answer | undefined> => {
      if (state === 'unknown') return undefined;
      const created = await world.bind(instanceId, id);
      if (state === 'creating') return created;
      await world.endOf(pathOf(instanceId, id));
      if (state === 'create failed') await world.restOf(instanceId, id);
      if (['ready', 'undoing', 'create failed'].includes(state)) return created;
      const deleted = await world.unbind(instanceId, id);
      if (state === 'deleted') await world.endOf(pathOf(instanceId, id));
      return deleted;
    };
    const ask = (verb: Verb, instanceId: string, id: string): Promise<Answer> => {
      switch (verb) {
        case 'PUT same':
          return world.bind(instanceId, id);
        case 'PUT different':
          return world.bind(instanceId, id, { parameters: { other: true } });
        case 'GET':
          return world.get(pathOf(instanceId, id));
        case 'DELETE':
          return world.unbind(instanceId, id);
        case 'last_operation':
          return world.lastOperation(pathOf(instanceId, id));
      }
    };

    it.each(BINDINGS)('%s · %s (%s)', async (state, verb, _requirements, expected) => {
      const instanceId = await ready();
      const id = `${state} ${randomUUID()}`;
      const brought = await bring(state, instanceId, id);

      expectAsTold(await ask(verb, instanceId, id), brought, expected);
    });

    it.each<[Verb, number]>([
      ['PUT same', 404],
      ['GET', 404],
      ['DELETE', 410],
      ['last_operation', 404],
    ])('parent instance unknown · %s (BIND-23 UNB-06 LOB-06, rows 38 and 48)', async (verb, status) => {
      expectAsTold(await ask(verb, 'no instance', 'no binding'), undefined, { status });
    });

    it.each<[State, string]>([
      ['creating', 'BIND-23'],
      ['deleting', 'BIND-23 CON-01'],
    ])('parent instance %s · PUT (%s) (row 38)', async (state) => {
      const instanceId = `${state} ${randomUUID()}`;
      await world.provision(instanceId);
      if (state === 'deleting') {
        await world.endOf(pathOf(instanceId));
        await world.deprovision(instanceId);
      }

      expectAsTold(await world.bind(instanceId, randomUUID()), undefined, CONCURRENCY);
    });

    it('under another instance · PUT (BIND-10), GET, DELETE and last_operation (LOB-06)', async () => {
      const [one, other, id] = [await ready(), await ready(), randomUUID()];
      await world.bind(one, id);
      await world.endOf(pathOf(one, id));

      expect(await world.bind(other, id)).toMatchObject({ status: 409 });
      expect(await world.get(pathOf(other, id))).toMatchObject({ status: 404 });
      expect(await world.unbind(other, id)).toMatchObject({ status: 410 });
      expect(await world.lastOperation(pathOf(other, id))).toMatchObject({ status: 404 });
      expect(await world.get(pathOf(one, id))).toMatchObject({ status: 200 });
    });

    it('repeats byte for byte what it answered (BIND-07), to a bind of the plan in its own words (row 39)', async () => {
      const [instanceId, id] = [await ready(), randomUUID()];
      await world.bind(instanceId, id);
      await world.endOf(pathOf(instanceId, id));
      const again = await world.bind(instanceId, id, orderOf('redis'));
      const { body } = await world.get(pathOf(instanceId, id));

      expect(again).toMatchObject({ status: 200 });
      expect(body).toMatchObject(again.body as object);
    });
  });
});

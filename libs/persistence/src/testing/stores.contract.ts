import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHostId } from '../hosts/host-rules.js';
import type { NewInstance } from '../instances/service-instance.types.js';
import type { Claim, ClaimedOperation } from '../operations/operation.types.js';
import { FencedError } from '../persistence.errors.js';
import { aBinding, aFailure, aHost, anInstance, anOperation, aResult } from './builders.js';
import type { Stores } from './open-stores.js';

const LEASE_MS = 60_000;

/** What every database must do for us. Hosts and ids are new in each test, so that a used database serves as well. */
export function describeStores(name: string, open: () => Promise<Stores>): void {
  describe(`stores on ${name}`, () => {
    let stores: Stores;

    beforeAll(async () => {
      stores = await open();
    });

    afterAll(() => stores.database.close());

    async function newHost(changes: Parameters<typeof aHost>[0] = {}): Promise<string> {
      const report = aHost(changes);
      await stores.hosts.recordPing(report);
      return toHostId(report);
    }

    async function opened(changes: Partial<NewInstance> = {}): Promise<NewInstance> {
      const instance = anInstance(changes.hostId ?? (await newHost()), changes);
      expect(await stores.instances.openProvision(instance)).toMatchObject({ outcome: 'opened' });
      return instance;
    }

    async function claimed(operationId: string, owner = 'worker'): Promise<ClaimedOperation> {
      const operation = await stores.operations.claim(operationId, owner, LEASE_MS);
      if (operation === undefined) throw new Error('the operation is not to be had');
      return operation;
    }

    async function ready(): Promise<NewInstance> {
      const instance = await opened();
      const { claim } = await claimed(instance.operation.operationId);
      await stores.instances.completeProvision(claim, instance.instanceId, { dashboardUrl: undefined });
      return instance;
    }

    async function outdated(instance: NewInstance): Promise<Claim> {
      const { claim } = await claimed(instance.operation.operationId);
      await stores.instances.openDeprovision(instance.instanceId, anOperation());
      return claim;
    }

    describe('provision', () => {
      it('stores instance, ports and operation together', async () => {
        const instance = await opened();

        const stored = await stores.instances.find(instance.instanceId);
        const ports = await stores.instances.findPorts(instance.instanceId);
        const operation = await stores.operations.findLatest(instance.instanceId, undefined);
        expect(stored).toMatchObject({ state: 'creating', request: instance.request, definition: instance.definition });
        expect(ports).toMatchObject([{ port: 6379, protocol: 'tcp' }]);
        expect(operation).toMatchObject({ kind: 'provision', state: 'in progress', mode: 'forward' });
      });

      it('tells of the instance and its living operation when the id is taken', async () => {
        const instance = await opened();

        const again = await stores.instances.openProvision({ ...instance, operation: anOperation() });

        expect(again).toMatchObject({ outcome: 'exists', operation: { operationId: instance.operation.operationId } });
      });

      it('makes one operation of twenty requests at once (row 15)', async () => {
        const instance = anInstance(await newHost());

        const all = await Promise.all(
          Array.from({ length: 20 }, () => stores.instances.openProvision({ ...instance, operation: anOperation() })),
        );

        expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
        expect(all.filter(({ outcome }) => outcome === 'exists')).toHaveLength(19);
      });

      it('never hands out a port twice, and leaves nothing when there is no room (row 16)', async () => {
        const hostId = await newHost({ portMin: 21_000, portMax: 21_007 });
        const instances = Array.from({ length: 12 }, () => anInstance(hostId));

        const all = await Promise.all(instances.map((instance) => stores.instances.openProvision(instance)));

        const ports = await Promise.all(instances.map(({ instanceId }) => stores.instances.findPorts(instanceId)));
        const used = ports.flat().map((claim) => claim.hostPort);
        expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(8);
        expect(all.filter(({ outcome }) => outcome === 'no room')).toHaveLength(4);
        expect(new Set(used)).toEqual(new Set([21_000, 21_001, 21_002, 21_003, 21_004, 21_005, 21_006, 21_007]));
        const refused = instances[all.findIndex(({ outcome }) => outcome === 'no room')];
        expect(await stores.instances.find(refused?.instanceId ?? '')).toBeUndefined();
        expect(await stores.operations.find(refused?.operation.operationId ?? '')).toBeUndefined();
      });

      it('tells ids apart byte by byte', async () => {
        const hostId = await newHost();
        const id = randomUUID();
        await opened({ hostId, instanceId: `${id}-a` });

        expect(await stores.instances.find(`${id}-A`)).toBeUndefined();
      });

      it('keeps claims that are there and adds those that are missing', async () => {
        const instance = await opened();
        const { claim } = await claimed(instance.operation.operationId);
        const [first] = await stores.instances.findPorts(instance.instanceId);

        const ports = await stores.instances.claimPorts(claim, instance.instanceId, [
          { port: 6379, protocol: 'tcp' },
          { port: 80, protocol: 'tcp' },
        ]);

        expect(ports).toHaveLength(2);
        expect(ports).toContainEqual(first);
      });

      it('sets a port aside that a stranger holds (row 23)', async () => {
        const hostId = await newHost({ portMin: 22_000, portMax: 22_001 });
        const instance = await opened({ hostId });
        const { claim } = await claimed(instance.operation.operationId);
        const [before] = await stores.instances.findPorts(instance.instanceId);

        const moved = await stores.instances.moveClaim(claim, instance.instanceId, before?.hostPort ?? 0);
        const nothingLeft = await stores.instances.openProvision(anInstance(hostId));

        expect(moved).toMatchObject([{ port: 6379 }]);
        expect(moved).not.toMatchObject([{ hostPort: before?.hostPort }]);
        expect(nothingLeft).toEqual({ outcome: 'no room' });
      });

      it('gives the ports back when a failed creation was undone, and lets the same request try again', async () => {
        const hostId = await newHost({ portMin: 23_000, portMax: 23_000 });
        const instance = await opened({ hostId });
        const { claim } = await claimed(instance.operation.operationId);
        await stores.operations.turnToUndo(claim, aFailure('it did not work'));
        await stores.instances.completeUndo(claim, instance.instanceId);

        const other = await stores.instances.openProvision({
          ...instance,
          specHash: 'other',
          operation: anOperation(),
        });
        const same = await stores.instances.openProvision({ ...instance, operation: anOperation() });

        expect(await stores.operations.find(instance.operation.operationId)).toMatchObject({
          state: 'failed',
          description: 'it did not work',
        });
        expect(other).toMatchObject({ outcome: 'exists', instance: { state: 'failed' } });
        expect(same).toMatchObject({ outcome: 'opened' });
      });
    });

    describe('claims on operations', () => {
      it('gives an operation to one of two workers', async () => {
        const instance = await opened();
        const id = instance.operation.operationId;

        const both = await Promise.all([
          stores.operations.claim(id, 'a', LEASE_MS),
          stores.operations.claim(id, 'b', LEASE_MS),
        ]);

        expect(both.filter((operation) => operation !== undefined)).toHaveLength(1);
      });

      it('hands it on when the lease is over, and fences the first worker (row 32)', async () => {
        const instance = await opened();
        const first = await stores.operations.claim(instance.operation.operationId, 'a', -1);
        const second = await claimed(instance.operation.operationId, 'b');

        await expect(stores.operations.renew(first?.claim ?? second.claim, LEASE_MS)).rejects.toThrow(FencedError);
        await expect(stores.operations.renew(second.claim, LEASE_MS)).resolves.toBeUndefined();
      });

      it('lists what is due, and not what is leased or postponed', async () => {
        const [due, leased, postponed] = [await opened(), await opened(), await opened()];
        await claimed(leased.operation.operationId);
        await stores.operations.postpone((await claimed(postponed.operation.operationId)).claim, LEASE_MS, 'waiting');

        const ids = (await stores.operations.findDue(10_000, [])).map(({ operationId }) => operationId);

        expect(ids).toContain(due.operation.operationId);
        expect(ids).not.toContain(leased.operation.operationId);
        expect(ids).not.toContain(postponed.operation.operationId);
        expect(await stores.operations.find(postponed.operation.operationId)).toMatchObject({
          attempts: 1,
          description: 'waiting',
        });
      });

      it('tells how long it is to the deadline', async () => {
        const instance = await opened({ operation: anOperation({ deadlineMs: 600_000 }) });

        const operation = await claimed(instance.operation.operationId);

        expect(operation.remainingMs).toBeGreaterThan(500_000);
        expect(operation.remainingMs).toBeLessThanOrEqual(600_000);
      });

      it('lets one operation at a time into a container (row 45)', async () => {
        const instance = await ready();
        const [one, two] = [aBinding(instance.instanceId), aBinding(instance.instanceId)];
        await stores.bindings.openBind(one);
        await stores.bindings.openBind(two);
        const [first, second] = [await claimed(one.operation.operationId), await claimed(two.operation.operationId)];

        expect(await stores.operations.holdContainer(first.claim, instance.instanceId)).toBe(true);
        expect(await stores.operations.holdContainer(first.claim, instance.instanceId)).toBe(true);
        expect(await stores.operations.holdContainer(second.claim, instance.instanceId)).toBe(false);
        await stores.bindings.completeBind(first.claim, one.bindingId, aResult());
        expect(await stores.operations.holdContainer(second.claim, instance.instanceId)).toBe(true);
      });

      it('forgets ended operations only, and only old ones', async () => {
        const [living, gone] = [await opened(), await opened()];
        await stores.instances.openDeprovision(gone.instanceId, anOperation());
        const { claim } = await claimed(gone.operation.operationId);
        await stores.instances.completeDeprovision(claim, gone.instanceId);

        await stores.operations.forgetEnded(3_600_000);
        expect(await stores.operations.find(gone.operation.operationId)).toBeDefined();
        await stores.operations.forgetEnded(-3_600_000);

        expect(await stores.operations.find(gone.operation.operationId)).toBeUndefined();
        expect(await stores.operations.find(living.operation.operationId)).toBeDefined();
      });
    });

    describe('deprovision', () => {
      it('overtakes a running creation: same operation, the old worker is fenced (row 52)', async () => {
        const instance = await opened();
        const { claim } = await claimed(instance.operation.operationId);

        const opening = await stores.instances.openDeprovision(instance.instanceId, anOperation());

        expect(opening).toMatchObject({
          outcome: 'overtaken',
          operation: { operationId: instance.operation.operationId, kind: 'deprovision' },
        });
        const late = stores.instances.completeProvision(claim, instance.instanceId, { dashboardUrl: undefined });
        await expect(late).rejects.toThrow(FencedError);
        expect(await stores.instances.find(instance.instanceId)).toMatchObject({ state: 'deleting' });
      });

      it('waits for the old lease unless the fenced worker gives way (row 52)', async () => {
        const instance = await opened();
        const claim = await outdated(instance);

        expect(await stores.operations.claim(instance.operation.operationId, 'b', LEASE_MS)).toBeUndefined();
        await stores.operations.giveWay(claim);

        expect(await stores.operations.claim(instance.operation.operationId, 'b', LEASE_MS)).toBeDefined();
      });

      it('is one operation, however often it is asked for', async () => {
        const instance = await ready();

        const first = await stores.instances.openDeprovision(instance.instanceId, anOperation());
        const second = await stores.instances.openDeprovision(instance.instanceId, anOperation());

        expect(first).toMatchObject({ outcome: 'opened' });
        expect(second).toMatchObject({ outcome: 'running', operation: 'operation' in first ? first.operation : {} });
      });

      it('takes claims, bindings and instance with it, and keeps the operation as a tombstone', async () => {
        const instance = await ready();
        const binding = aBinding(instance.instanceId);
        await stores.bindings.openBind(binding);
        const deletion = anOperation();
        await stores.instances.openDeprovision(instance.instanceId, deletion);

        const { claim } = await claimed(deletion.operationId);
        await stores.instances.completeDeprovision(claim, instance.instanceId);

        expect(await stores.instances.find(instance.instanceId)).toBeUndefined();
        expect(await stores.instances.findPorts(instance.instanceId)).toEqual([]);
        expect(await stores.bindings.find(binding.bindingId)).toBeUndefined();
        expect(await stores.operations.find(binding.operation.operationId)).toMatchObject({ state: 'failed' });
        expect(await stores.operations.findLatest(instance.instanceId, undefined)).toMatchObject({
          kind: 'deprovision',
          state: 'succeeded',
        });
        expect(await stores.instances.openDeprovision(instance.instanceId, anOperation())).toEqual({
          outcome: 'unknown',
        });
      });
    });

    describe('bindings', () => {
      it('opens only while the instance is ready', async () => {
        const [creating, readyOne] = [await opened(), await ready()];

        const unknown = await stores.bindings.openBind(aBinding(randomUUID()));
        const busy = await stores.bindings.openBind(aBinding(creating.instanceId));
        const good = await stores.bindings.openBind(aBinding(readyOne.instanceId));

        expect(unknown).toEqual({ outcome: 'no instance' });
        expect(busy).toEqual({ outcome: 'busy' });
        expect(good).toMatchObject({ outcome: 'opened', operation: { kind: 'bind' } });
      });

      it('finds all of an instance, and of no other', async () => {
        const [one, other] = [await ready(), await ready()];
        const bindings = [aBinding(one.instanceId), aBinding(other.instanceId)] as const;
        for (const binding of bindings) await stores.bindings.openBind(binding);

        const { bindingId, request } = bindings[0];
        expect(await stores.bindings.findAllOf(one.instanceId)).toMatchObject([{ bindingId, request }]);
        expect(await stores.bindings.findAllOf(randomUUID())).toEqual([]);
      });

      it('gives back the credentials as they were stored', async () => {
        const instance = await ready();
        const binding = aBinding(instance.instanceId);
        await stores.bindings.openBind(binding);
        const { claim } = await claimed(binding.operation.operationId);
        const credentials = { uri: 'redis://ü:p%40@h:1', port: '1', nested: { z: 1, a: [true, null] } };

        await stores.bindings.completeBind(claim, binding.bindingId, aResult(credentials));

        const stored = await stores.bindings.find(binding.bindingId);
        expect(JSON.stringify(stored?.credentials)).toBe(JSON.stringify(credentials));
        expect(stored).toMatchObject({ state: 'ready', request: binding.request });
      });

      it('revokes: overtaking a bind, running once, unknown after the end (rows 47 and 48)', async () => {
        const instance = await ready();
        const binding = aBinding(instance.instanceId);
        await stores.bindings.openBind(binding);

        const first = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());
        const second = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());
        const { claim } = await claimed(binding.operation.operationId);
        await stores.bindings.completeUnbind(claim, binding.bindingId);
        const third = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());

        expect(first).toMatchObject({ outcome: 'overtaken', operation: { kind: 'unbind' } });
        expect(second).toMatchObject({ outcome: 'running' });
        expect(third).toEqual({ outcome: 'unknown' });
      });

      it('knows its own intent when the answer to its commit got lost (row 7)', async () => {
        const binding = aBinding((await ready()).instanceId);
        const opened = await stores.bindings.openBind(binding);

        expect(await stores.bindings.openBind(binding)).toMatchObject({ ...opened, outcome: 'opened' });
      });

      it('does not find a binding under another instance', async () => {
        const [one, two] = [await ready(), await ready()];
        const binding = aBinding(one.instanceId);
        await stores.bindings.openBind(binding);

        const elsewhere = await stores.bindings.openUnbind(two.instanceId, binding.bindingId, anOperation());
        const taken = await stores.bindings.openBind({
          ...binding,
          instanceId: two.instanceId,
          operation: anOperation(),
        });

        expect(elsewhere).toEqual({ outcome: 'unknown' });
        expect(taken).toMatchObject({ outcome: 'exists', binding: { instanceId: one.instanceId } });
      });
    });

    describe('hosts', () => {
      it('is alive for three beats by the clock of the database (row 62)', async () => {
        const report = aHost({ keepAliveSeconds: 3_600 });

        const isNew = await stores.hosts.recordPing(report);
        const again = await stores.hosts.recordPing({ ...report, serviceHost: '192.0.2.9' });

        expect([isNew, again]).toEqual([true, false]);
        expect(await stores.hosts.find(toHostId(report))).toMatchObject({ isAlive: true, serviceHost: '192.0.2.9' });
      });

      it('offers living, active hosts with their room', async () => {
        const hostId = await newHost({ portMin: 24_000, portMax: 24_004 });
        const cordoned = await newHost({ isActive: false });
        await opened({ hostId });

        const candidates = await stores.hosts.findCandidates();

        expect(candidates.find((host) => host.hostId === hostId)).toMatchObject({ instances: 1, freePorts: 4 });
        expect(candidates.map((host) => host.hostId)).not.toContain(cordoned);
      });
    });

    describe('services', () => {
      const login = { name: 'catalog', userName: 'admin', passwordHash: 'hash' };

      it('is seeded once; later seeds change nothing', async () => {
        const plans = [{ serviceName: 'a', planName: '1', definition: { name: 'a' } }];
        await stores.services.seed({ ...login, plans });

        const again = await stores.services.seed({ ...login, name: 'other', plans: [] });

        expect(again).toBe(false);
        expect((await stores.services.identity()).name).toBe('catalog');
      });

      it('raises the revision with every change and keeps the order', async () => {
        await stores.services.seed({ ...login, plans: [] });
        const name = `service-${randomUUID()}`;
        const before = await stores.services.revision();

        await stores.services.put({ serviceName: name, planName: '1', definition: { password: 'x' } });
        await stores.services.put({ serviceName: name, planName: '2', definition: {} });
        await stores.services.put({ serviceName: name, planName: '1', definition: { password: 'y' } });

        const plans = (await stores.services.findAll()).filter((plan) => plan.serviceName === name);
        expect(await stores.services.revision()).toBeGreaterThan(before + 2);
        expect(plans.map((plan) => plan.planName)).toEqual(['1', '2']);
        expect(plans[0]?.definition).toEqual({ password: 'y' });
      });

      it('knows the version of an image from its first sight until the plan is put again', async () => {
        const plan = { serviceName: `versioned-${randomUUID()}`, planName: '100', definition: {} };
        const versionOf = async (): Promise<string | undefined> =>
          (await stores.services.findAll()).find(({ serviceName }) => serviceName === plan.serviceName)?.imageVersion;
        await stores.services.put(plan);
        await stores.services.recordImageVersion(plan, '1.0.0');
        const revision = await stores.services.revision();
        await stores.services.recordImageVersion(plan, '2.0.0');

        expect(await versionOf()).toBe('1.0.0');
        expect(await stores.services.revision()).toBe(revision);
        await stores.services.put({ ...plan, definition: { image: 'another' } });
        await stores.services.recordImageVersion(plan, '1.0.0');
        expect(await versionOf()).toBeUndefined();
      });

      it('keeps a service that has instances, and says which', async () => {
        await stores.services.seed({ ...login, plans: [] });
        const serviceName = `service-${randomUUID()}`;
        await stores.services.put({ serviceName, planName: '1', definition: {} });
        const instance = await opened({ serviceName });

        const inUse = await stores.services.remove(serviceName);
        const unknown = await stores.services.remove('never there');

        expect(inUse).toEqual({ outcome: 'in use', instanceIds: [instance.instanceId] });
        expect(unknown).toEqual({ outcome: 'unknown' });
      });

      it('takes out one plan though it has instances, and leaves the others (CAT-04)', async () => {
        await stores.services.seed({ ...login, plans: [] });
        const serviceName = `service-${randomUUID()}`;
        await stores.services.put({ serviceName, planName: '1', definition: {} });
        await stores.services.put({ serviceName, planName: '2', definition: {} });
        const instance = await opened({ serviceName, planName: '1' });
        const before = await stores.services.revision();

        const removed = await stores.services.removePlan(serviceName, '1');
        const again = await stores.services.removePlan(serviceName, '1');

        const plans = (await stores.services.findAll()).filter((plan) => plan.serviceName === serviceName);
        expect([removed, again]).toEqual([true, false]);
        expect(plans.map((plan) => plan.planName)).toEqual(['2']);
        expect(await stores.services.revision()).toBeGreaterThan(before);
        expect(await stores.instances.find(instance.instanceId)).toBeDefined();
      });
    });

    describe('certificates', () => {
      it('replaces in place under the next version, and only when something changed', async () => {
        const dockerHost = `host-${randomUUID()}`;
        const pem = { dockerHost, ca: 'ca', cert: 'cert', key: 'key' };

        await stores.certificates.put(pem);
        await stores.certificates.put(pem);
        const first = await stores.certificates.find(dockerHost);
        await stores.certificates.put({ ...pem, key: 'other' });

        expect(first).toEqual({ ...pem, version: 1 });
        expect(await stores.certificates.find(dockerHost)).toEqual({ ...pem, key: 'other', version: 2 });
        expect(await stores.certificates.remove(dockerHost)).toBe(true);
        expect(await stores.certificates.remove(dockerHost)).toBe(false);
      });
    });
  });
}

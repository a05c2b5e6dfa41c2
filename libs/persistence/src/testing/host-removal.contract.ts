import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostEntity } from '../entities/host.entity.js';
import type { RemovalStep } from '../hosts-admin/host-details.types.js';
import { toHostId } from '../hosts/host-rules.js';
import { FencedError } from '../persistence.errors.js';
import { aBinding, aHost, anEngine, anInstance, anOperation, aResult, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

const WHY = 'The host is gone.';
const MORE_THAN_A_STEP = 30;

/** What every database must do when operators see, remove and give up hosts (failure-model row 58). */
export function describeHostRemoval(name: string, open: () => Promise<Stores>): void {
  describe(`hosts that go, on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    const silence = (hostId: string): Promise<unknown> =>
      stores.database.write('test', (manager) => manager.update(HostEntity, { id: hostId }, { lastPing: 0 }));
    const giveUp = async (hostId: string): Promise<readonly RemovalStep[]> => {
      await silence(hostId);
      expect(await stores.hostAdmin.beginRemoval(hostId, true)).toEqual({ outcome: 'begun' });
      const steps: RemovalStep[] = [];
      while (steps.at(-1)?.outcome === undefined || steps.at(-1)?.outcome === 'going on')
        steps.push(await stores.hostAdmin.continueRemoval(hostId, WHY));
      return steps;
    };
    const operationOf = (instanceId: string, bindingId?: string): Promise<unknown> =>
      stores.operations.findLatest(instanceId, bindingId);

    it('are shown with what is on them, and nothing that is sealed', async () => {
      const report = aHost({ portMin: 25_000, portMax: 25_009 });
      const hostId = toHostId(report);
      await stores.hosts.recordPing(report);
      await fixture.opened({ hostId });
      const pass = await stores.passes.claim(hostId, 'broker', LEASE_MS);
      if (pass !== undefined) await stores.passes.recordEngine(pass, anEngine());
      await stores.certificates.put({ dockerHost: report.dockerHost, ca: 'ca', cert: 'cert', key: 'key' });

      const host = await stores.hostAdmin.find(hostId);

      expect(host).toMatchObject({ hostId, admission: 'open', isAlive: true, instances: 1, sharedContainers: 0 });
      expect(host).toMatchObject({ claimedPorts: 1, fullForMs: 0, engineFailures: 0, engineFault: '' });
      expect(host?.engine).toEqual({ version: '20.10.24', apiVersion: '1.41' });
      expect(host?.certificate).toEqual({ version: 1, cert: 'cert' });
      expect(await stores.hostAdmin.findAll()).toContainEqual({ ...host, silentMs: expect.any(Number) as number });
      expect(await stores.hostAdmin.find('nobody:2376')).toBeUndefined();
    });

    it('warn of a certificate once in a while, whoever asks', async () => {
      const hostId = await fixture.newHost();

      const told = await Promise.all([1, 2, 3].map(() => stores.hostAdmin.claimCertificateWarning(hostId, 60_000)));

      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await stores.hostAdmin.claimCertificateWarning(hostId, -1)).toBe(true);
    });

    it('stay while their agents ping, and while something is on them', async () => {
      const { hostId } = await fixture.ready();

      expect(await stores.hostAdmin.beginRemoval('nobody:2376', true)).toEqual({ outcome: 'unknown' });
      expect(await stores.hostAdmin.beginRemoval(hostId, true)).toEqual({ outcome: 'alive' });
      await silence(hostId);
      const refused = { outcome: 'occupied', instances: 1, sharedContainers: 0 };
      expect(await stores.hostAdmin.beginRemoval(hostId, false)).toEqual(refused);

      expect(await stores.hostAdmin.find(hostId)).toMatchObject({ admission: 'open' });
    });

    it('go when nothing is on them, with claims and certificates', async () => {
      const report = aHost();
      const [hostId, { dockerHost }] = [toHostId(report), report];
      await stores.hosts.recordPing(report);
      await stores.certificates.put({ dockerHost, ca: 'ca', cert: 'cert', key: 'key' });
      await silence(hostId);

      expect(await stores.hostAdmin.beginRemoval(hostId, false)).toEqual({ outcome: 'begun' });
      expect(await stores.hostAdmin.continueRemoval(hostId, WHY)).toEqual({ outcome: 'removed' });

      expect(await stores.hosts.find(hostId)).toBeUndefined();
      expect(await stores.certificates.find(dockerHost)).toBeUndefined();
      expect(await stores.hostAdmin.continueRemoval(hostId, WHY)).toEqual({ outcome: 'removed' });
    });

    it('leave the certificates to another engine of the same name', async () => {
      const [one, other] = [aHost({ dockerPort: 2_376 }), aHost({ dockerPort: 2_377 })];
      const { dockerHost } = one;
      for (const report of [one, { ...other, dockerHost }]) await stores.hosts.recordPing(report);
      await stores.certificates.put({ dockerHost, ca: 'ca', cert: 'cert', key: 'key' });

      await giveUp(toHostId(one));

      expect(await stores.certificates.find(dockerHost)).toBeDefined();
    });

    it('leave what was usable to its platform: it reads it, and deletes it (row 58)', async () => {
      const { hostId, instanceId } = await fixture.ready();
      const binding = aBinding(instanceId);
      await stores.bindings.openBind(binding);
      const bind = await fixture.claimed(binding.operation.operationId);
      await stores.bindings.completeBind(bind.claim, binding.bindingId, aResult({ a: 'b' }));

      const steps = await giveUp(hostId);

      expect(steps).toEqual([{ outcome: 'going on', instanceIds: [instanceId] }, { outcome: 'removed' }]);
      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', health: 'given up', hostId: '' });
      expect(await stores.instances.findPorts(instanceId)).toEqual([]);
      expect(await stores.bindings.find(binding.bindingId)).toMatchObject({ state: 'ready', credentials: { a: 'b' } });
      expect(await stores.bindings.openBind(aBinding(instanceId))).toEqual({ outcome: 'given up' });
      const seen = { instanceId, specHash: 'same', generation: 0 };
      const update = { instanceId, seen, target: aTarget(), limits: {}, memory: NO_MEMORY, operation: anOperation() };
      expect(await stores.instances.openUpdate(update)).toEqual({ outcome: 'changed' });
      expect(await stores.bindings.openUnbind(instanceId, binding.bindingId, anOperation())).toMatchObject({
        outcome: 'opened',
      });
      expect(await stores.instances.openDeprovision(instanceId, anOperation())).toMatchObject({ outcome: 'opened' });
    });

    it('end what was under way, and stop whoever works on it (row 58)', async () => {
      const hostId = await fixture.newHost();
      const [making, updating, leaving] = [
        await fixture.opened({ hostId }),
        await fixture.ready({ hostId }),
        await fixture.ready({ hostId }),
      ];
      const seen = { instanceId: updating.instanceId, specHash: 'same', generation: 0 };
      const [target, operation] = [aTarget(), anOperation()];
      await stores.instances.openUpdate({
        instanceId: updating.instanceId,
        seen,
        target,
        limits: {},
        memory: NO_MEMORY,
        operation,
      });
      await stores.instances.openDeprovision(leaving.instanceId, anOperation());
      const worker = await fixture.claimed(making.operation.operationId);

      await giveUp(hostId);

      expect(await operationOf(making.instanceId)).toMatchObject({ state: 'failed', description: WHY });
      expect(await stores.instances.find(making.instanceId)).toMatchObject({ state: 'failed' });
      expect(await operationOf(updating.instanceId)).toMatchObject({ state: 'failed', isUsable: false });
      expect(await stores.instances.find(updating.instanceId)).toMatchObject({ state: 'ready', target: undefined });
      expect(await operationOf(leaving.instanceId)).toMatchObject({ kind: 'deprovision', state: 'succeeded' });
      expect(await stores.instances.find(leaving.instanceId)).toBeUndefined();
      await expect(stores.operations.renew(worker.claim, LEASE_MS)).rejects.toThrow(FencedError);
      const again = anInstance(await fixture.newHost(), { instanceId: making.instanceId });
      expect(await stores.instances.openProvision(again)).toMatchObject({ outcome: 'opened' });
    });

    it('end binds and unbinds under way (row 58)', async () => {
      const { hostId, instanceId } = await fixture.ready();
      const [binding, bound] = [aBinding(instanceId), aBinding(instanceId)];
      for (const one of [binding, bound]) await stores.bindings.openBind(one);
      const { claim } = await fixture.claimed(bound.operation.operationId);
      await stores.bindings.completeBind(claim, bound.bindingId, aResult());
      await stores.bindings.openUnbind(instanceId, bound.bindingId, anOperation());

      await giveUp(hostId);

      expect(await operationOf(instanceId, binding.bindingId)).toMatchObject({ state: 'failed', description: WHY });
      expect(await stores.bindings.find(binding.bindingId)).toMatchObject({ state: 'failed' });
      expect(await operationOf(instanceId, bound.bindingId)).toMatchObject({ kind: 'unbind', state: 'succeeded' });
      expect(await stores.bindings.find(bound.bindingId)).toBeUndefined();
    });

    it('take shared containers with them, and keep who lived there', async () => {
      const hostId = await fixture.newHost();
      const one = {
        ...anInstance(hostId),
        tenancy: { key: randomUUID().replaceAll('-', '').repeat(2), seats: 2, minFreeDiskBytes: 0 },
        newHouse: {
          hostId,
          ports: [],
          memory: NO_MEMORY,
          operation: anOperation(),
          nameContainer: (id: string) => `osb-${id}`,
        },
      };
      await stores.houses.openTenancy(one);
      const houseId = (await stores.instances.find(one.instanceId))?.sharedIn ?? '';
      for (const id of [houseId, one.instanceId]) {
        const { operationId = '' } = (await stores.operations.findLatest(id, undefined)) ?? {};
        const { claim } = await fixture.claimed(operationId);
        await stores.instances.completeProvision(claim, id, { dashboardUrl: undefined });
      }

      expect(await stores.hostAdmin.find(hostId)).toMatchObject({ instances: 1, sharedContainers: 1 });
      await giveUp(hostId);

      expect(await stores.instances.find(houseId)).toBeUndefined();
      expect(await stores.instances.find(one.instanceId)).toMatchObject({ state: 'ready', sharedIn: undefined });
    });

    it('go in steps, each of them complete: a later request goes on where one was cut off (row 58)', async () => {
      const hostId = await fixture.newHost({ portMin: 26_000, portMax: 26_099 });
      for (let count = 0; count < MORE_THAN_A_STEP; count += 1) await fixture.opened({ hostId });
      await silence(hostId);
      await stores.hostAdmin.beginRemoval(hostId, true);
      const first = await stores.hostAdmin.continueRemoval(hostId, WHY);

      expect(first).toMatchObject({ outcome: 'going on' });
      expect(await stores.hostAdmin.find(hostId)).toMatchObject({ admission: 'removing', instances: 5 });
      expect(await stores.instances.openProvision(anInstance(hostId))).toEqual({ outcome: 'no room' });
      expect((await giveUp(hostId)).at(-1)).toEqual({ outcome: 'removed' });
    });

    it('stop going when their agents ping again, or an operator calls it off', async () => {
      const { hostId, instanceId } = await fixture.ready();
      const { dockerHost, dockerPort } = (await stores.hosts.find(hostId)) ?? aHost();
      await silence(hostId);
      await stores.hostAdmin.beginRemoval(hostId, true);

      await stores.hosts.recordPing(aHost({ dockerHost, dockerPort }));
      expect(await stores.hostAdmin.continueRemoval(hostId, WHY)).toEqual({ outcome: 'alive' });
      await stores.hostAdmin.admit(hostId, 'open');
      await silence(hostId);
      expect(await stores.hostAdmin.continueRemoval(hostId, WHY)).toEqual({ outcome: 'called off' });

      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', health: 'ok', hostId });
    });

    it('are looked after by nobody any more', async () => {
      const hostId = await fixture.newHost();
      const pass = await stores.passes.claim(hostId, 'broker', LEASE_MS);
      await giveUp(hostId);

      if (pass === undefined) throw new Error('nobody looks after the host');
      await expect(stores.passes.renew(pass)).rejects.toThrow(FencedError);
      await expect(stores.passes.survey(hostId, { instanceIds: [], operationIds: [] })).rejects.toThrow(FencedError);
    });
  });
}

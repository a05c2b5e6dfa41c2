import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { FencedError } from '../persistence.errors.js';
import type { HostPass, HostRecords, NamedOwners, Resource } from '../reconciler/host-pass.types.js';
import { aBinding, aContainer, anEngine, anInstance, anOperation } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

const NOBODY: NamedOwners = { instanceIds: [], operationIds: [] };
const LONG_AGO = 1;

/** How brokers take turns in looking after a host, and what they may write then. */
export function describeHostPasses(name: string, open: () => Promise<Stores>): void {
  describe(`passes over hosts, ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    afterAll(() => stores.database.close());

    const claim = async (hostId: string, owner = 'broker', leaseMs = LEASE_MS): Promise<HostPass> => {
      const pass = await stores.passes.claim(hostId, owner, leaseMs);
      if (pass === undefined) throw new Error('the host is not to be had');
      return pass;
    };
    const survey = (hostId: string, named = NOBODY): Promise<HostRecords> => stores.passes.survey(hostId, named);
    const anOrphan = (changes: Partial<Resource> = {}): Resource => {
      const resourceId = randomUUID();
      return { kind: 'container', resourceId, name: 'osb-x', instanceId: 'x', operationId: undefined, ...changes };
    };
    const see = (pass: HostPass, ...orphans: readonly Resource[]): Promise<void> =>
      stores.passes.recordSightings(pass, { orphans, strangersPorts: [] });
    const seePort = (pass: HostPass, hostPort: number): Promise<void> =>
      stores.passes.recordSightings(pass, { orphans: [], strangersPorts: [{ hostPort, protocol: 'tcp' }] });
    const served = async (hostId: string): Promise<{ instanceId: string; containerId: string }> => {
      const { instanceId, operation } = await fixture.opened({ hostId });
      const worker = await fixture.claimed(operation.operationId);
      const containerId = randomUUID();
      await stores.instances.recordContainer(worker.claim, instanceId, aContainer({ containerId }));
      await stores.instances.completeProvision(worker.claim, instanceId, { dashboardUrl: undefined });
      return { instanceId, containerId };
    };

    describe('the lease', () => {
      it('goes to one of many brokers', async () => {
        const hostId = await fixture.newHost();

        const all = await Promise.all(
          ['a', 'b', 'c', 'd'].map((owner) => stores.passes.claim(hostId, owner, LEASE_MS)),
        );

        expect(all.filter((pass) => pass !== undefined)).toHaveLength(1);
        expect(await stores.passes.findDue()).not.toContain(hostId);
      });

      it('goes to another broker when its owner has died', async () => {
        const hostId = await fixture.newHost();
        await claim(hostId, 'dead', -1);

        expect(await stores.passes.findDue()).toContain(hostId);
        expect(await claim(hostId, 'next')).toMatchObject({ owner: 'next', epoch: 2 });
      });

      it('is given back for a while with the end of the pass', async () => {
        const [soon, later] = [await fixture.newHost(), await fixture.newHost()];

        await stores.passes.complete(await claim(soon), -1);
        await stores.passes.complete(await claim(later), LEASE_MS);

        const due = await stores.passes.findDue();
        expect(due).toContain(soon);
        expect(due).not.toContain(later);
      });

      it('holds for longer with every write', async () => {
        const hostId = await fixture.newHost();
        const pass = { ...(await claim(hostId, 'slow', -1)), leaseMs: LEASE_MS };

        await stores.passes.renew(pass);

        expect(await stores.passes.claim(hostId, 'other', LEASE_MS)).toBeUndefined();
      });

      it('lets a broker that woke too late write nothing', async () => {
        const hostId = await fixture.newHost();
        const instance = await served(hostId);
        const stale = await claim(hostId, 'stale', -1);
        const orphan = anOrphan();
        await see(await claim(hostId, 'next'), orphan);

        const { passes } = stores;
        const writes = [
          () => passes.renew(stale),
          () => passes.recordProbe(stale, 3),
          () => passes.recordEngine(stale, anEngine('too old')),
          () => see(stale),
          () => passes.changeInstance(stale, instance, { health: 'lost' }),
          () => passes.forgetOrphan(stale, orphan),
          () => passes.complete(stale, -1),
        ];
        for (const write of writes) await expect(write()).rejects.toThrow(FencedError);

        const { instances, knownOrphans } = await survey(hostId);
        expect(instances).toMatchObject([{ health: 'ok' }]);
        expect(knownOrphans).toHaveLength(1);
        expect(await stores.passes.findDue()).not.toContain(hostId);
      });
    });

    describe('hosts', () => {
      const isCandidate = async (hostId: string): Promise<boolean> =>
        (await stores.hosts.findCandidates()).some((host) => host.hostId === hostId);

      it('get nothing new once their engine did not answer three times, until it does (row 64)', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);

        const seen: boolean[] = [];
        for (const failures of [2, 3, 0]) {
          await stores.passes.recordProbe(pass, failures);
          seen.push(await isCandidate(hostId));
        }

        expect(seen).toEqual([true, false, true]);
      });

      it('tell the next pass how often their engine did not answer', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        await stores.passes.recordProbe(pass, 2);
        await stores.passes.complete(pass, -1);

        expect(await claim(hostId)).toMatchObject({ engineFailures: 2 });
      });

      it('get nothing new while their engine is unsafe', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);

        const seen = [await isCandidate(hostId)];
        for (const fault of ['too old', '']) {
          await stores.passes.recordEngine(pass, anEngine(fault));
          seen.push(await isCandidate(hostId));
        }

        expect(seen).toEqual([true, false, true]);
      });

      it('tell the next pass what was found about their engine', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        await stores.passes.recordEngine(pass, anEngine('too old'));
        await stores.passes.complete(pass, -1);

        expect(pass.engineFault).toBeUndefined();
        expect(await claim(hostId)).toMatchObject({ engineFault: 'too old', engineVersion: '20.10.24' });
      });

      it('get nothing new while they are full (row 26)', async () => {
        const hostId = await fixture.newHost();
        const fill = (fullUntil: number): Promise<unknown> =>
          stores.database.write('fill host', (manager) => manager.update(HostEntity, { id: hostId }, { fullUntil }));

        await fill(Date.now() + 3_600_000);
        expect(await isCandidate(hostId)).toBe(false);
        await fill(LONG_AGO);
        expect(await isCandidate(hostId)).toBe(true);
      });
    });

    describe('the survey', () => {
      it('has the instances of the host, and those that were named wherever they are', async () => {
        const hostId = await fixture.newHost({ portMin: 25_000, portMax: 25_009 });
        const here = await served(hostId);
        const elsewhere = await served(await fixture.newHost());
        await served(await fixture.newHost());

        const { instances, portRange } = await survey(hostId, { ...NOBODY, instanceIds: [elsewhere.instanceId] });

        expect(portRange).toEqual({ min: 25_000, max: 25_009 });
        expect(new Set(instances.map(({ instanceId }) => instanceId))).toEqual(
          new Set([here.instanceId, elsewhere.instanceId]),
        );
        expect(instances).toContainEqual(
          expect.objectContaining({ ...here, state: 'ready', health: 'ok', restarts: 0 }),
        );
      });

      it('knows which instances are worked on, and not for the sake of their bindings', async () => {
        const hostId = await fixture.newHost();
        const [creating, bound] = [await fixture.opened({ hostId }), await served(hostId)];
        await stores.bindings.openBind(aBinding(bound.instanceId));

        const { busyInstanceIds } = await survey(hostId);

        expect(busyInstanceIds.has(creating.instanceId)).toBe(true);
        expect(busyInstanceIds.has(bound.instanceId)).toBe(false);
      });

      it('tells living operations, ended ones and unknown ones apart', async () => {
        const [living, ended] = [await fixture.opened(), await fixture.ready()];
        const ids = [living.operation.operationId, ended.operation.operationId, 'unknown'];

        const { tombstones } = await survey(await fixture.newHost(), { ...NOBODY, operationIds: ids });

        expect(ids.map((id) => tombstones.get(id))).toEqual(['living', 'ended', undefined]);
      });
    });

    describe('orphans', () => {
      it('keep their first sighting as long as they are seen', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        const [stays, goes] = [anOrphan(), anOrphan({ kind: 'volume' })];
        await see(pass, stays, goes);
        const first = await stores.orphans.find(hostId, stays.resourceId);

        await see(pass, stays);
        await see(pass, stays, anOrphan());

        const last = await stores.orphans.find(hostId, stays.resourceId);
        expect(last).toMatchObject({ firstSeen: first?.firstSeen, tombstone: 'unknown', isInstanceBusy: false });
        expect(last?.lastSeen).toBeGreaterThanOrEqual(first?.lastSeen ?? Infinity);
        expect(await stores.orphans.find(hostId, goes.resourceId)).toBeUndefined();
        expect((await survey(hostId)).knownOrphans).toHaveLength(2);
      });

      it('are forgotten one by one, by passes and by administrators', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        const [one, other, third] = [anOrphan(), anOrphan(), anOrphan({ kind: 'volume' })];
        await see(pass, one, other, third);
        const found = await stores.orphans.find(hostId, other.resourceId);
        if (found === undefined) throw new Error('the orphan is not there');

        await stores.passes.forgetOrphan(pass, one);
        await stores.orphans.forget(found);

        expect((await survey(hostId)).knownOrphans).toMatchObject([{ kind: 'volume', resourceId: third.resourceId }]);
      });

      it('are none any more once their instance has them', async () => {
        const hostId = await fixture.newHost();
        const { instanceId, containerId } = await served(hostId);
        const [volume, container, other] = [
          anOrphan({ instanceId, kind: 'volume' }),
          anOrphan({ instanceId, resourceId: containerId }),
          anOrphan({ instanceId, name: 'another' }),
        ];
        await see(await claim(hostId), volume, container, other);

        const found = await Promise.all(
          [volume, container, other].map(({ resourceId }) => stores.orphans.find(hostId, resourceId)),
        );
        const { orphans } = await stores.orphans.report(0);

        expect(found.map((orphan) => orphan?.isOwned)).toEqual([true, true, false]);
        expect(orphans.filter((orphan) => orphan.hostId === hostId)).toMatchObject([{ name: 'another' }]);
      });

      it('are reported with what their operation proves', async () => {
        const hostId = await fixture.newHost();
        const { instanceId, operation } = await fixture.opened({ hostId });
        const orphan = anOrphan({ instanceId, operationId: operation.operationId });
        await see(await claim(hostId), orphan);

        const { orphans } = await stores.orphans.report(0);
        expect(orphans).toContainEqual(
          expect.objectContaining({ ...orphan, hostId, tombstone: 'living', isInstanceBusy: true }),
        );
      });
    });

    describe('ports', () => {
      it('that strangers publish are set aside, those that are claimed stay as they are', async () => {
        const hostId = await fixture.newHost({ portMin: 26_000, portMax: 26_001 });
        const { instanceId } = await fixture.opened({ hostId });
        const [claimed] = await stores.instances.findPorts(instanceId);
        const pass = await claim(hostId);

        for (const hostPort of [26_000, 26_001, 26_000, 26_001]) await seePort(pass, hostPort);

        expect(await stores.instances.findPorts(instanceId)).toEqual([claimed]);
        expect(await stores.instances.openProvision(anInstance(hostId))).toEqual({ outcome: 'no room' });
      });

      it('without an owner are freed ten minutes after they were found', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        const [kept, lost, undone] = [await served(hostId), await served(hostId), await served(hostId)];
        const remove = { id: lost.instanceId };
        await stores.database.write('lose', (manager) => manager.delete(ServiceInstanceEntity, remove));
        const { instanceId: id } = undone;
        await stores.database.write('fail', (manager) =>
          manager.update(ServiceInstanceEntity, { id }, { state: 'failed' }),
        );
        const age = (): Promise<unknown> =>
          stores.database.write('age', (manager) => manager.update(PortClaimEntity, { hostId }, { untilAt: LONG_AGO }));
        const count = async ({ instanceId }: { instanceId: string }): Promise<number> =>
          (await stores.instances.findPorts(instanceId)).length;

        await see(pass);
        expect([await count(kept), await count(lost), await count(undone)]).toEqual([1, 1, 1]);
        await age();
        await see(pass);

        expect([await count(kept), await count(lost), await count(undone)]).toEqual([1, 0, 0]);
        await see(pass);
        expect(await count(kept)).toBe(1);
      });

      it('of a creation that is being undone are kept', async () => {
        const hostId = await fixture.newHost();
        const pass = await claim(hostId);
        const { instanceId } = await fixture.opened({ hostId });
        await stores.database.write('fail', (manager) =>
          manager.update(ServiceInstanceEntity, { id: instanceId }, { state: 'failed' }),
        );
        await stores.database.write('age', (manager) =>
          manager.update(PortClaimEntity, { hostId }, { untilAt: LONG_AGO }),
        );

        await see(pass);

        expect(await stores.instances.findPorts(instanceId)).toHaveLength(1);
      });
    });

    describe('instances', () => {
      it('learn what the pass has seen', async () => {
        const hostId = await fixture.newHost();
        const instance = await served(hostId);
        const change = { health: 'degraded', restarts: 4, restartInMs: LEASE_MS } as const;

        expect(await stores.passes.changeInstance(await claim(hostId), instance, change)).toBe(true);

        const { instances } = await survey(hostId);
        expect(instances).toMatchObject([{ health: 'degraded', restarts: 4 }]);
        expect(instances[0]?.restartInMs).toBeGreaterThan(0);
        const { ailing } = await stores.orphans.report(0);
        expect(ailing).toContainEqual(expect.objectContaining({ instanceId: instance.instanceId, health: 'degraded' }));
      });

      it('that are being deleted, or have another container by now, are left alone', async () => {
        const hostId = await fixture.newHost();
        const [deleted, other] = [await served(hostId), await served(hostId)];
        await stores.instances.openDeprovision(deleted.instanceId, anOperation());
        const pass = await claim(hostId);
        const lose = (instance: Parameters<Stores['passes']['changeInstance']>[1]): Promise<boolean> =>
          stores.passes.changeInstance(pass, instance, { health: 'lost' });

        expect(await lose(deleted)).toBe(false);
        expect(await lose({ ...other, containerId: 'another' })).toBe(false);
        expect(await lose({ ...other, containerId: undefined })).toBe(false);
        expect(await stores.instances.find(other.instanceId)).toMatchObject({ health: 'ok' });
      });
    });
  });
}

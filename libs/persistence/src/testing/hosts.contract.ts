import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHostId } from '../hosts/host-rules.js';
import { aHost } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What every database must know of hosts. */
export function describeHosts(name: string, open: () => Promise<Stores>): void {
  describe(`hosts on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    it('is alive for three beats by the clock of the database (row 62)', async () => {
      const report = aHost({ keepAliveSeconds: 3_600 });

      const isNew = await stores.hosts.recordPing(report);
      const again = await stores.hosts.recordPing({ ...report, serviceHost: '192.0.2.9' });

      expect([isNew, again]).toEqual([true, false]);
      expect(await stores.hosts.find(toHostId(report))).toMatchObject({ isAlive: true, serviceHost: '192.0.2.9' });
    });

    it('feels the pulse of all hosts (rows 62, 66)', async () => {
      const report = aHost({ portMin: 21_000, portMax: 21_009 });
      await stores.hosts.recordPing({ ...report, measured: { freeDiskBytes: 5 } });
      const measured = await stores.hosts.findPulses();
      await stores.hosts.recordPing(report);
      const silent = await stores.hosts.findPulses();

      const hostId = toHostId(report);
      const pulse = { hostId, isAlive: true, portMin: 21_000, portMax: 21_009 };
      expect(measured.find((host) => host.hostId === hostId)).toMatchObject({ ...pulse, freeDiskBytes: 5 });
      expect(silent.find((host) => host.hostId === hostId)).toMatchObject({ ...pulse, freeDiskBytes: undefined });
      expect(measured.map((host) => host.hostId)).toEqual((await stores.hosts.findAll()).map((host) => host.hostId));
    });

    it('knows what the last ping measured and said, and nothing of what an earlier one did (T7)', async () => {
      const report = aHost();
      const measured = { loadAverage: 0.25, cpus: 2, totalMemoryBytes: Number.MAX_SAFE_INTEGER, freeDiskBytes: 0 };
      const labels = { disk: 'ssd', 'zone.name': 'ü "quoted"' };

      await stores.hosts.recordPing({ ...report, measured, labels, agentVersion: '1.2.3' });
      const told = await stores.hosts.find(toHostId(report));
      await stores.hosts.recordPing(report);
      const silent = await stores.hosts.find(toHostId(report));

      expect(told).toMatchObject({ measured, labels, agentVersion: '1.2.3' });
      expect(told?.measured.runningContainers).toBeUndefined();
      expect(silent).toMatchObject({ measured: {}, labels: {} });
      expect(silent?.measured.totalMemoryBytes).toBeUndefined();
      expect(silent?.agentVersion).toBeUndefined();
    });

    it('offers living, active hosts with their room', async () => {
      const hostId = await fixture.newHost({ portMin: 24_000, portMax: 24_004 });
      const cordoned = await fixture.newHost({ isActive: false });
      await fixture.opened({ hostId });

      const candidates = await stores.hosts.findCandidates();

      expect(candidates.find((host) => host.hostId === hostId)).toMatchObject({ instances: 1, freePorts: 4 });
      expect(candidates.map((host) => host.hostId)).not.toContain(cordoned);
    });

    it('reads one of them afresh, as long as it is one', async () => {
      const report = aHost({ portMin: 24_000, portMax: 24_004 });
      await stores.hosts.recordPing(report);
      const hostId = toHostId(report);
      await fixture.opened({ hostId });
      await fixture.opened();

      expect(await stores.hosts.findCandidate(hostId)).toMatchObject({ hostId, instances: 1, freePorts: 4 });

      await stores.hosts.recordPing({ ...report, isActive: false });

      expect(await stores.hosts.findCandidate(hostId)).toBeUndefined();
      expect(await stores.hosts.findCandidate('nobody:1')).toBeUndefined();
    });

    it('counts the instances of an organization by their hosts', async () => {
      const hostId = await fixture.newHost();
      const { request } = await fixture.opened({ hostId });
      const organizationGuid = `org-of-${hostId}`;
      await fixture.opened({ hostId, request: { ...request, organizationGuid } });

      expect(await stores.hosts.countOfOrganization(organizationGuid)).toEqual(new Map([[hostId, 1]]));
    });

    it('counts the instances of an organization apart', async () => {
      const hostId = await fixture.newHost();
      const { request } = await fixture.opened({ hostId });
      await fixture.opened({ hostId, request: { ...request, organizationGuid: 'another' } });
      const find = async (organizationGuid?: string): Promise<unknown> =>
        (await stores.hosts.findCandidates(organizationGuid)).find((host) => host.hostId === hostId);

      expect(await find('another')).toMatchObject({ instances: 2, instancesOfOrganization: 1 });
      expect(await find('nobody')).toMatchObject({ instances: 2, instancesOfOrganization: 0 });
      expect(await find()).toMatchObject({ instances: 2, instancesOfOrganization: 0 });
    });
  });
}

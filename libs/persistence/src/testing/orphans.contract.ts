import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { AdoptedInstance } from '../reconciler/orphan.types.js';
import { aBinding, aFailure, anOperation } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

const HOUR_MS = 3_600_000;

/** What administrators see and decide. */
export function describeOrphans(name: string, open: () => Promise<Stores>): void {
  describe(`orphans, ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    afterAll(() => stores.database.close());

    const anAdoption = async (changes: Partial<AdoptedInstance> = {}): Promise<AdoptedInstance> => {
      const instanceId = changes.instanceId ?? randomUUID();
      return {
        instanceId,
        serviceName: 'redis',
        planName: '100',
        definition: { name: 'redis' },
        hostId: changes.hostId ?? (await fixture.newHost()),
        containerName: `osb-${instanceId}`,
        containerId: randomUUID(),
        ports: [{ port: 6379, protocol: 'tcp', hostPort: 20_000 }],
        memoryBytes: 0,
        ...changes,
      };
    };

    it('become ready instances with their ports, which platforms can bind and delete (row 74)', async () => {
      const adopted = await anAdoption();

      expect(await stores.orphans.adopt(adopted)).toEqual({ outcome: 'adopted' });

      const { instanceId } = adopted;
      expect(await stores.instances.find(instanceId)).toMatchObject({
        state: 'ready',
        health: 'ok',
        containerId: adopted.containerId,
        definition: adopted.definition,
      });
      expect(await stores.instances.findPorts(instanceId)).toEqual(adopted.ports);
      expect(await stores.bindings.openBind(aBinding(instanceId))).toMatchObject({ outcome: 'opened' });
      expect(await stores.instances.openDeprovision(instanceId, anOperation())).toMatchObject({ outcome: 'opened' });
    });

    it('are adopted once, however often it is asked (row 7)', async () => {
      const adopted = await anAdoption();
      await stores.orphans.adopt(adopted);

      expect(await stores.orphans.adopt(adopted)).toEqual({ outcome: 'adopted' });
      expect(await stores.orphans.adopt({ ...adopted, containerId: 'another' })).toEqual({
        outcome: 'instance exists',
      });
    });

    it('are forgotten with their volumes when they are adopted', async () => {
      const adopted = await anAdoption();
      const { hostId, instanceId } = adopted;
      const pass = await stores.passes.claim(hostId, 'broker', LEASE_MS);
      const volume = { kind: 'volume', resourceId: 'v', name: 'v', instanceId, operationId: undefined } as const;
      const container = { ...volume, kind: 'container', resourceId: adopted.containerId } as const;
      if (pass === undefined) throw new Error('the host is not to be had');
      await stores.passes.recordSightings(pass, { orphans: [volume, container], strangersPorts: [] });

      await stores.orphans.adopt(adopted);

      expect((await stores.passes.survey(hostId, { instanceIds: [], operationIds: [] })).knownOrphans).toEqual([]);
    });

    it('take ports over that were set aside because of them, and no others', async () => {
      const hostId = await fixture.newHost({ portMin: 20_000, portMax: 20_001 });
      const { instanceId } = await fixture.opened({ hostId });
      const [claimed] = await stores.instances.findPorts(instanceId);
      const taken = claimed?.hostPort ?? 0;
      const free = taken === 20_000 ? 20_001 : 20_000;
      const pass = await stores.passes.claim(hostId, 'broker', LEASE_MS);
      if (pass === undefined) throw new Error('the host is not to be had');
      const strangersPorts = [{ hostPort: free, protocol: 'tcp' } as const];
      await stores.passes.recordSightings(pass, { orphans: [], strangersPorts });
      const portOf = (hostPort: number): AdoptedInstance['ports'] => [{ port: 6379, protocol: 'tcp', hostPort }];

      const refused = await stores.orphans.adopt(await anAdoption({ hostId, ports: portOf(taken) }));
      const adopted = await stores.orphans.adopt(await anAdoption({ hostId, ports: portOf(free) }));

      expect(refused).toEqual({ outcome: 'port taken', hostPort: taken });
      expect(adopted).toEqual({ outcome: 'adopted' });
      expect(await stores.instances.findPorts(instanceId)).toEqual([claimed]);
    });

    it('replace an instance whose creation failed, and no other', async () => {
      const [living, failed] = [await fixture.opened(), await fixture.opened()];
      const { claim } = await fixture.claimed(failed.operation.operationId);
      await stores.operations.turnToUndo(claim, aFailure('it did not work'));
      await stores.instances.completeUndo(claim, failed.instanceId);
      const adopt = async (instanceId: string): Promise<string> =>
        (await stores.orphans.adopt(await anAdoption({ instanceId }))).outcome;

      expect(await adopt(living.instanceId)).toBe('instance exists');
      expect(await adopt(failed.instanceId)).toBe('adopted');
    });

    it('are told of together with creations that no platform has heard of (row 8)', async () => {
      const [old, heard, fresh] = [await fixture.ready(), await fixture.ready(), await fixture.ready()];
      const change = (instanceId: string, columns: Partial<ServiceInstanceEntity>): Promise<unknown> =>
        stores.database.write('change', (manager) =>
          manager.update(ServiceInstanceEntity, { id: instanceId }, columns),
        );
      await change(old.instanceId, { createdAt: 1 });
      await change(heard.instanceId, { createdAt: 1, acknowledgedAt: 2 });

      const { unacknowledged } = await stores.orphans.report(HOUR_MS);

      const ids = unacknowledged.map(({ instanceId }) => instanceId);
      expect(ids).toContain(old.instanceId);
      expect(ids).not.toContain(heard.instanceId);
      expect(ids).not.toContain(fresh.instanceId);
    });
  });
}

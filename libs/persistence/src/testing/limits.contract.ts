import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { NewTenant } from '../houses/house.types.js';
import type {
  InstanceRequest,
  NewInstance,
  OpenedProvision,
  OpenedUpdate,
} from '../instances/service-instance.types.js';
import { fillOwnerKeys } from '../limits/fill-owner-keys.js';
import type { InstanceLimits } from '../limits/instance-limits.types.js';
import { SecretBox } from '../secrets/secret-box.js';
import { aFailure, anInstance, anOperation, aTarget, NO_MEMORY } from './builders.js';
import { type Stores, TEST_KEY } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

type Changes = Partial<NewInstance> & Partial<Pick<InstanceRequest, 'organizationGuid' | 'spaceGuid'>>;

const MOST = 5;

/** What every database must do for limits of instances (failure-model row 84). */
export function describeLimits(name: string, open: () => Promise<Stores>): void {
  describe(`limits of instances on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    let hostId: string;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
      hostId = await fixture.newHost({ portMax: 29_999 });
    });

    afterAll(() => stores.database.close());

    /** A plan that nothing has been counted for yet. */
    const newPlan = (): Pick<NewInstance, 'serviceName' | 'planName'> => ({
      serviceName: `service-${randomUUID()}`,
      planName: '100',
    });
    const one = ({ organizationGuid = 'org', spaceGuid = 'space', ...changes }: Changes): NewInstance =>
      anInstance(hostId, { request: { parameters: {}, context: {}, organizationGuid, spaceGuid }, ...changes });
    const openOne = (changes: Changes): Promise<OpenedProvision> => stores.instances.openProvision(one(changes));
    const refusal = (scope: keyof InstanceLimits, most: number): object => ({
      outcome: 'limit reached',
      limit: { scope, most },
    });
    const tenant = (changes: Changes, seats = 3): NewTenant => ({
      ...one(changes),
      tenancy: { key: `${changes.serviceName ?? ''}-key`.slice(-64), seats, minFreeDiskBytes: 0 },
      newHouse: {
        hostId,
        ports: [],
        memory: NO_MEMORY,
        operation: anOperation(),
        nameContainer: (houseId) => `osb-${houseId}`,
      },
    });
    const update = async (instanceId: string, planName: string, limits: InstanceLimits): Promise<OpenedUpdate> => {
      const seen = await stores.instances.find(instanceId);
      if (seen === undefined) throw new Error('there is no such instance');
      const target = aTarget({ planName, request: seen.request, generation: seen.generation + 1 });
      const order = { limits, memory: NO_MEMORY, operation: anOperation() };
      return stores.instances.openUpdate({ instanceId, seen, target, ...order });
    };
    const claimOf = async (instanceId: string): Promise<Parameters<Stores['instances']['completeUndo']>[0]> => {
      const operation = await stores.operations.findLatest(instanceId, undefined);
      return (await fixture.claimed(operation?.operationId ?? '')).claim;
    };

    it('are never exceeded, however many come at once (row 84)', async () => {
      const plan = newPlan();

      const all = await Promise.all(Array.from({ length: 20 }, () => openOne({ ...plan, limits: { plan: MOST } })));

      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(MOST);
      expect(all.filter(({ outcome }) => outcome === 'limit reached')).toHaveLength(20 - MOST);
    });

    it('leave nothing of what they refuse (row 84)', async () => {
      const limited = { ...newPlan(), limits: { plan: 1 } };
      await openOne(limited);
      const refused = one(limited);

      expect(await stores.instances.openProvision(refused)).toEqual(refusal('plan', 1));

      expect(await stores.instances.find(refused.instanceId)).toBeUndefined();
      expect(await stores.instances.findPorts(refused.instanceId)).toEqual([]);
      expect(await stores.operations.find(refused.operation.operationId)).toBeUndefined();
    });

    it('are those of each organization and of each space', async () => {
      const limited = { ...newPlan(), limits: { plan: 4, organization: 2, space: 1 } };
      const outcomes: unknown[] = [];

      for (const [organizationGuid, spaceGuid] of [
        ['a', 'a1'],
        ['a', 'a1'],
        ['a', 'a2'],
        ['a', 'a3'],
        ['b', 'a1'],
        ['c', 'c1'],
        ['d', 'd1'],
      ] as const)
        outcomes.push(await openOne({ ...limited, organizationGuid, spaceGuid }));

      const opened = { outcome: 'opened' };
      const [space, organization, plan] = [refusal('space', 1), refusal('organization', 2), refusal('plan', 4)];
      expect(outcomes).toMatchObject([opened, space, opened, organization, opened, opened, plan]);
    });

    it('are those of one plan of one service', async () => {
      const [plan, other] = [newPlan(), newPlan()];
      const limits = { plan: 1 };
      await openOne({ ...plan, limits });

      expect(await openOne({ ...plan, planName: '200', limits })).toMatchObject({ outcome: 'opened' });
      expect(await openOne({ ...other, limits })).toMatchObject({ outcome: 'opened' });
      expect(await openOne(plan)).toMatchObject({ outcome: 'opened' });
    });

    it('take guids of any length', async () => {
      const limited = { ...newPlan(), limits: { organization: 1 }, organizationGuid: 'x'.repeat(5_000) };

      expect(await openOne(limited)).toMatchObject({ outcome: 'opened' });
      expect(await openOne(limited)).toEqual(refusal('organization', 1));
      expect(await openOne({ ...limited, organizationGuid: 'x'.repeat(5_001) })).toMatchObject({ outcome: 'opened' });
    });

    it('are no reason to refuse what is there already (PROV-06)', async () => {
      const instance = one({ ...newPlan(), limits: { plan: 1 } });
      await stores.instances.openProvision(instance);

      expect(await stores.instances.openProvision({ ...instance, operation: anOperation() })).toMatchObject({
        outcome: 'exists',
      });
    });

    it('count what is being deleted until it is gone', async () => {
      const limited = { ...newPlan(), limits: { plan: 1 } };
      const { instanceId } = await fixture.ready(one(limited));
      await stores.instances.openDeprovision(instanceId, anOperation());

      expect(await openOne(limited)).toEqual(refusal('plan', 1));
      await stores.instances.completeDeprovision(await claimOf(instanceId), instanceId);
      expect(await openOne(limited)).toMatchObject({ outcome: 'opened' });
    });

    it('do not count a creation that failed, and keep it when it is not tried again', async () => {
      const limited = { ...newPlan(), limits: { plan: 1 } };
      const failed = await fixture.opened(one(limited));
      const claim = await claimOf(failed.instanceId);
      await stores.operations.turnToUndo(claim, aFailure('it did not work'));
      await stores.instances.completeUndo(claim, failed.instanceId);

      expect(await openOne(limited)).toMatchObject({ outcome: 'opened' });
      expect(await stores.instances.openProvision({ ...failed, operation: anOperation() })).toEqual(refusal('plan', 1));
      expect(await stores.instances.find(failed.instanceId)).toMatchObject({ state: 'failed' });
    });

    it('count instances that share a container, and not the container', async () => {
      const limited = { ...newPlan(), limits: { plan: MOST } };

      const all = await Promise.all(Array.from({ length: 2 * MOST }, () => stores.houses.openTenancy(tenant(limited))));

      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(MOST);
      expect(all.filter(({ outcome }) => outcome === 'limit reached')).toHaveLength(MOST);
    });

    it('are those of the plan that an update wants, which may be on its way at once (row 84)', async () => {
      const plan = newPlan();
      const ids = (await Promise.all(Array.from({ length: MOST }, () => fixture.ready(one(plan))))).map(
        ({ instanceId }) => instanceId,
      );

      const all = await Promise.all(ids.map((id) => update(id, '200', { plan: 2 })));

      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(2);
      expect(all.filter(({ outcome }) => outcome === 'limit reached')).toHaveLength(MOST - 2);
      const refused = ids[all.findIndex(({ outcome }) => outcome === 'limit reached')] ?? '';
      expect(await stores.instances.find(refused)).toMatchObject({
        state: 'ready',
        planName: '100',
        target: undefined,
      });
      expect(await openOne({ ...plan, planName: '200', limits: { plan: 2 } })).toEqual(refusal('plan', 2));
    });

    it('count an instance for both plans while it changes, and then for the one that it has', async () => {
      const plan = newPlan();
      const limits = { organization: 1 };
      const { instanceId } = await fixture.ready(one({ ...plan, limits }));
      await update(instanceId, '200', limits);

      expect(await openOne({ ...plan, limits })).toEqual(refusal('organization', 1));
      expect(await openOne({ ...plan, planName: '200', limits })).toEqual(refusal('organization', 1));
      await stores.instances.completeUpdate(await claimOf(instanceId), instanceId);
      expect(await openOne({ ...plan, planName: '200', limits })).toEqual(refusal('organization', 1));
      expect(await openOne({ ...plan, limits })).toMatchObject({ outcome: 'opened' });
    });

    it('give the place in the other plan back when the update fails', async () => {
      const plan = newPlan();
      const limits = { space: 1 };
      const { instanceId } = await fixture.ready(one({ ...plan, limits }));
      await update(instanceId, '200', limits);
      const claim = await claimOf(instanceId);
      await stores.operations.turnToUndo(claim, aFailure('it did not fit'));
      await stores.instances.failUpdate(claim, instanceId, true);

      expect(await openOne({ ...plan, planName: '200', limits })).toMatchObject({ outcome: 'opened' });
      expect(await openOne({ ...plan, limits })).toEqual(refusal('space', 1));
    });

    it('are no reason to refuse an update within the plan', async () => {
      const limited = { ...newPlan(), limits: { plan: 1 } };
      const { instanceId } = await fixture.ready(one(limited));

      expect(await update(instanceId, limited.planName, limited.limits)).toMatchObject({ outcome: 'opened' });
    });

    it('count what an older broker has made, once its owners are filled in, and what does not open for its plan', async () => {
      const plan = newPlan();
      const [older, broken] = [await fixture.ready(one(plan)), await fixture.ready(one(plan))];
      const forget = (id: string, changes: Partial<ServiceInstanceEntity> = {}): Promise<unknown> =>
        stores.database.write('test', (manager) =>
          manager.update(ServiceInstanceEntity, { id }, { organizationKey: null, spaceKey: null, ...changes }),
        );
      await forget(older.instanceId);
      await forget(broken.instanceId, { requestSealed: 'v1|test|a|b|c' });

      await fillOwnerKeys(stores.database, new SecretBox(TEST_KEY));

      expect(await openOne({ ...plan, limits: { organization: 1 } })).toEqual(refusal('organization', 1));
      expect(await openOne({ ...plan, limits: { space: 1 } })).toEqual(refusal('space', 1));
      expect(await openOne({ ...plan, limits: { organization: 2 } })).toMatchObject({ outcome: 'opened' });
      expect(await openOne({ ...plan, limits: { plan: 3 } })).toEqual(refusal('plan', 3));
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.js';
import { TypeormServiceInstanceStore } from '../instances/typeorm-service-instance-store.js';
import { FencedError } from '../persistence.errors.js';
import { openStores, type Stores } from '../testing/open-stores.js';
import { StoreFixture } from '../testing/store-fixture.js';
import { TypeormOperationStore } from './typeorm-operation-store.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 60_000;

/** The same database once its clock has jumped. */
function jumped(database: Database, byMs: number): Database {
  const nowMs = `(${database.dialect.nowMs} + ${byMs})`;
  return Object.create(database, { dialect: { value: { ...database.dialect, nowMs } } }) as Database;
}

describe('TypeormOperationStore, when the clock of the database jumps', () => {
  let stores: Stores;
  let fixture: StoreFixture;

  beforeAll(async () => {
    stores = await openStores();
    fixture = new StoreFixture(stores);
  });
  afterAll(() => stores.database.close());

  it('hands an operation on early after a jump ahead, and it has one result (row 73)', async () => {
    const { instanceId, operation } = await fixture.opened();
    const first = await fixture.claimed(operation.operationId);
    const ahead = jumped(stores.database, HOUR_MS);
    const instances = new TypeormServiceInstanceStore(ahead, stores.box);

    const second = await new TypeormOperationStore(ahead).claim(operation.operationId, 'second', LEASE_MS);

    if (second === undefined) throw new Error('it was not handed on');
    await expect(stores.operations.renew(first.claim, LEASE_MS)).rejects.toThrow(FencedError);
    await expect(
      stores.instances.completeProvision(first.claim, instanceId, { dashboardUrl: 'http://first' }),
    ).rejects.toThrow(FencedError);
    await instances.completeProvision(second.claim, instanceId, { dashboardUrl: 'http://second' });
    expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', dashboardUrl: 'http://second' });
  });

  it('leaves an operation longer to its worker after a jump back, which may end it (row 73)', async () => {
    const { instanceId, operation } = await fixture.opened();
    const { claim } = await fixture.claimed(operation.operationId);
    const behind = jumped(stores.database, -HOUR_MS);
    const store = new TypeormOperationStore(behind);

    expect(await store.claim(operation.operationId, 'second', LEASE_MS)).toBeUndefined();
    await store.renew(claim, LEASE_MS);
    const instances = new TypeormServiceInstanceStore(behind, stores.box);
    await instances.completeProvision(claim, instanceId, { dashboardUrl: undefined });

    expect(await stores.operations.find(operation.operationId)).toMatchObject({ state: 'succeeded' });
  });
});

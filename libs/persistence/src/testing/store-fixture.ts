import { toHostId } from '../hosts/host-rules.js';
import type { NewInstance } from '../instances/service-instance.types.js';
import type { ClaimedOperation } from '../operations/operation.types.js';
import { aHost, anInstance } from './builders.js';
import type { Stores } from './open-stores.js';

export const LEASE_MS = 60_000;

/** What the stores' contracts start from. Everything is new at each call: a used database serves as well. */
export class StoreFixture {
  constructor(readonly stores: Stores) {}

  async newHost(changes: Parameters<typeof aHost>[0] = {}): Promise<string> {
    const report = aHost(changes);
    await this.stores.hosts.recordPing(report);
    return toHostId(report);
  }

  async opened(changes: Partial<NewInstance> = {}): Promise<NewInstance> {
    const instance = anInstance(changes.hostId ?? (await this.newHost()), changes);
    const { outcome } = await this.stores.instances.openProvision(instance);
    if (outcome !== 'opened') throw new Error(`the instance is not new: ${outcome}`);
    return instance;
  }

  async claimed(operationId: string, owner = 'worker'): Promise<ClaimedOperation> {
    const operation = await this.stores.operations.claim(operationId, owner, LEASE_MS);
    if (operation === undefined) throw new Error('the operation is not to be had');
    return operation;
  }

  async ready(changes: Partial<NewInstance> = {}): Promise<NewInstance> {
    const instance = await this.opened(changes);
    const { claim } = await this.claimed(instance.operation.operationId);
    await this.stores.instances.completeProvision(claim, instance.instanceId, { dashboardUrl: undefined });
    return instance;
  }
}

import { randomUUID } from 'node:crypto';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import type { DataKeyReport, KeyLease, PassFindings, PassLimits, ResealCursor } from '../secrets/key.types.js';
import { aBinding, anOperation, aResult, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

const AT_ONCE: PassLimits = { keepMs: 0, pauseMs: 3_600_000 };
const ORIGINATOR = { platform: 'cloudfoundry', value: { user_id: 'somebody' } };

/** What a test does with data keys, on a database that others may have used. */
export class RotationFixture {
  private readonly fixture: StoreFixture;

  constructor(readonly stores: Stores) {
    this.fixture = new StoreFixture(stores);
  }

  /** The name of the key that this broker seals with. */
  primary(): string {
    const [, keyId = ''] = this.stores.box.seal('', { table: '', column: '', rowId: '' }).split('|');
    return keyId;
  }

  async reportOf(keyId: string): Promise<DataKeyReport | undefined> {
    return (await this.stores.rotation.report()).find((key) => key.keyId === keyId);
  }

  /** A new key is the primary one; resolves to both. */
  async rotated(): Promise<{ readonly before: string; readonly after: string }> {
    const before = this.primary();
    const { keyId: after } = await this.stores.rotation.begin();
    await this.stores.rotation.promote(0);
    return { before, after };
  }

  async claimed(owner = 'worker', leaseMs = LEASE_MS): Promise<KeyLease> {
    const lease = await this.stores.rotation.claim(owner, leaseMs);
    if (lease === undefined) throw new Error('no key is due');
    return lease;
  }

  async pass(lease: KeyLease): Promise<PassFindings> {
    const found = { resealed: 0, unreadable: 0 };
    let cursor: ResealCursor | undefined;
    do {
      const step = await this.stores.rotation.reseal(lease, cursor);
      found.resealed += step.resealed;
      found.unreadable += step.unreadable.length;
      cursor = step.cursor;
    } while (cursor !== undefined);
    return found;
  }

  /** Until nothing is due; resolves to how each pass ended. */
  async finish(limits = AT_ONCE): Promise<string[]> {
    const ends: string[] = [];
    for (;;) {
      const lease = await this.stores.rotation.claim('worker', LEASE_MS);
      if (lease === undefined) return ends;
      ends.push(await this.stores.rotation.endPass(lease, await this.pass(lease), limits));
    }
  }

  /** Its pause or lease is over. */
  async makeDue(keyId: string): Promise<void> {
    await this.stores.database.write('test', (manager) => manager.update(DataKeyEntity, { id: keyId }, { dueAt: 0 }));
  }

  /** Something in every sealed column; resolves to what reads all of it. */
  async fillEverything(): Promise<() => Promise<unknown>> {
    const { stores } = this;
    const name = `all-${randomUUID()}`;
    const instanceId = await this.newInstance();
    const bindingId = await this.newBinding(instanceId);
    await stores.instances.openUpdate({
      instanceId,
      seen: { specHash: 'same', generation: 0 },
      target: aTarget(),
      limits: {},
      memory: NO_MEMORY,
      operation: anOperation({ originator: ORIGINATOR }),
    });
    await stores.registries.put({ registryHost: name, userName: 'user', password: 'secret' });
    await stores.certificates.put({ dockerHost: name, ca: 'ca', cert: 'cert', key: 'key' });
    await stores.services.seed({ name: 'catalog', userName: 'admin', passwordHash: 'hash', plans: [] });
    await stores.services.put({ serviceName: name, planName: 'small', definition: { secret: 's' } });
    return async () => [
      await stores.instances.find(instanceId),
      await stores.bindings.find(bindingId),
      await stores.registries.find(name),
      await stores.certificates.find(name),
      (await stores.services.findAll()).filter(({ serviceName }) => serviceName === name),
      (await stores.overview.find(instanceId, 10))?.operations,
    ];
  }

  private async newInstance(): Promise<string> {
    const { instanceId, operation } = await this.fixture.opened();
    const { claim } = await this.fixture.claimed(operation.operationId);
    await this.stores.instances.completeProvision(claim, instanceId, { dashboardUrl: 'http://user:secret@host' });
    return instanceId;
  }

  private async newBinding(instanceId: string): Promise<string> {
    const binding = aBinding(instanceId);
    await this.stores.bindings.openBind(binding);
    const { claim } = await this.fixture.claimed(binding.operation.operationId);
    const result = { ...aResult({ password: 'p' }), extras: { syslog_drain_url: 'syslog://secret' } };
    await this.stores.bindings.completeBind(claim, binding.bindingId, result);
    return binding.bindingId;
  }
}

import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { HostEntity } from '../entities/host.entity.js';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { FencedError } from '../persistence.errors.js';
import { HostPassStore } from './host-pass-store.port.js';
import type {
  HostPass,
  HostRecords,
  HostSightings,
  InstanceChange,
  NamedOwners,
  Resource,
  SeenEngine,
} from './host-pass.types.js';
import { recordSightings } from './record-sightings.js';
import { surveyHost } from './survey-host.js';

/** Of their columns: what an engine says of itself is the engine's business. */
const LONGEST_VERSION = 64;
const LONGEST_API = 16;

type HostChange = { [Column in keyof HostEntity]?: HostEntity[Column] | (() => string) };

export class TypeormHostPassStore extends HostPassStore {
  private readonly nowMs: string;

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async findDue(): Promise<readonly string[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(HostEntity, 'h')
        .select('h.id', 'id')
        .where(`h.reconcile_at <= ${this.nowMs}`)
        .orderBy('h.reconcile_at')
        .getRawMany<{ id: string }>(),
    );
    return rows.map(({ id }) => id);
  }

  override claim(hostId: string, owner: string, leaseMs: number): Promise<HostPass | undefined> {
    return this.database.transaction('claim host', async (manager) => {
      const { affected } = await manager
        .createQueryBuilder()
        .update(HostEntity)
        .set({ reconciler: owner, reconcileEpoch: () => 'reconcile_epoch + 1', reconcileAt: this.inMs(leaseMs) })
        .where(`id = :hostId AND reconcile_at <= ${this.nowMs}`, { hostId })
        .execute();
      if (affected !== 1) return undefined;
      const host = await manager.findOneByOrFail(HostEntity, { id: hostId });
      return toPass(host, owner, leaseMs);
    });
  }

  override renew(pass: HostPass): Promise<void> {
    return this.database.write('renew host', (manager) => this.prolong(manager, pass));
  }

  override complete(pass: HostPass, nextInMs: number): Promise<void> {
    const change = { reconciler: null, reconcileAt: this.inMs(nextInMs) };
    return this.database.write('complete host', (manager) => this.prolong(manager, pass, change));
  }

  override recordProbe(pass: HostPass, failures: number): Promise<void> {
    return this.database.write('record probe', (manager) => this.prolong(manager, pass, { engineFailures: failures }));
  }

  override recordEngine(pass: HostPass, { fault, version, apiVersion }: SeenEngine): Promise<void> {
    const change = {
      engineFault: fault,
      engineVersion: version.slice(0, LONGEST_VERSION),
      engineApi: apiVersion.slice(0, LONGEST_API),
    };
    return this.database.write('record engine', (manager) => this.prolong(manager, pass, change));
  }

  override survey(hostId: string, named: NamedOwners): Promise<HostRecords> {
    return this.database.read((manager) => surveyHost(manager, this.nowMs, hostId, named));
  }

  override recordSightings(pass: HostPass, sightings: HostSightings): Promise<void> {
    return this.during(pass, 'record sightings', (manager) =>
      recordSightings(manager, this.nowMs, pass.hostId, sightings),
    );
  }

  override changeInstance(
    pass: HostPass,
    { instanceId, containerId }: { readonly instanceId: string; readonly containerId: string | undefined },
    { restartInMs, ...change }: InstanceChange,
  ): Promise<boolean> {
    const restartAt = restartInMs === undefined ? {} : { restartAt: this.inMs(restartInMs) };
    return this.during(pass, 'change instance', async (manager) => {
      const seen = containerId === undefined ? 'container_id IS NULL' : 'container_id = :containerId';
      const { affected } = await manager
        .createQueryBuilder()
        .update(ServiceInstanceEntity)
        .set({ ...change, ...restartAt })
        .where(`id = :instanceId AND host_id = :hostId AND state = 'ready' AND ${seen}`, {
          instanceId,
          containerId,
          hostId: pass.hostId,
        })
        .execute();
      if (affected === 1 && change.health !== undefined)
        await manager.update(ServiceInstanceEntity, { sharedIn: instanceId }, { health: change.health });
      return affected === 1;
    });
  }

  override async forgetOrphan(pass: HostPass, { kind, resourceId }: Resource): Promise<void> {
    await this.during(pass, 'forget orphan', (manager) =>
      manager.delete(OrphanEntity, { hostId: pass.hostId, kind, resourceId }),
    );
  }

  /** The pass is proven, and prolonged, in the same transaction, before anything else is written. */
  private during<T>(pass: HostPass, name: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(name, async (manager) => {
      await this.prolong(manager, pass);
      return work(manager);
    });
  }

  private async prolong(manager: EntityManager, pass: HostPass, change: HostChange = {}): Promise<void> {
    const { hostId, owner, epoch, leaseMs } = pass;
    const { affected } = await manager
      .createQueryBuilder()
      .update(HostEntity)
      .set({ reconcileAt: this.inMs(leaseMs), ...change })
      .where('id = :hostId AND reconciler = :owner AND reconcile_epoch = :epoch', { hostId, owner, epoch })
      .execute();
    if (affected !== 1) throw new FencedError(`Host ${hostId} is looked after by another broker by now.`);
  }

  private inMs(delayMs: number): () => string {
    return () => `${this.nowMs} + ${Math.trunc(delayMs)}`;
  }
}

function toPass(host: HostEntity, owner: string, leaseMs: number): HostPass {
  const { id: hostId, reconcileEpoch: epoch, engineFailures, engineFault, engineVersion } = host;
  const engine = { engineFault: engineFault ?? undefined, engineVersion: engineVersion ?? undefined };
  return { hostId, owner, epoch, leaseMs, engineFailures, ...engine };
}

import type { EntityManager } from 'typeorm';
import { Batch } from '../database/batch.js';
import type { Database } from '../database/database.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { changeClaimed, endOperation } from '../operations/operation-rows.js';
import type { Claim, NewOperation, Operation } from '../operations/operation.types.js';
import { claimPorts, findClaims, markForeign } from '../ports/claim-ports.js';
import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { hostOf, sealDashboardUrl, toInstance } from './instance-rows.js';
import { moveToHost } from './move-to-host.js';
import { NoRoom } from './no-room.js';
import { openRepair } from './open-repair.js';
import { openDeprovision } from './open-deprovision.js';
import { openProvision } from './open-provision.js';
import { ServiceInstanceStore } from './service-instance-store.port.js';
import type {
  ClaimedPorts,
  NewInstance,
  OpenedDeprovision,
  OpenedProvision,
  ProvisionResult,
  ServiceInstance,
} from './service-instance.types.js';

export class TypeormServiceInstanceStore extends ServiceInstanceStore {
  private readonly nowMs: string;
  private readonly acknowledgements = new Batch((ids: readonly string[]) => this.acknowledgeAll(ids));

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async find(instanceId: string): Promise<ServiceInstance | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(ServiceInstanceEntity, { id: instanceId }));
    return row === null ? undefined : toInstance(row, this.box);
  }

  override findPorts(instanceId: string): Promise<HostPorts> {
    return this.database.read((manager) => findClaims(manager, instanceId));
  }

  override openProvision(instance: NewInstance): Promise<OpenedProvision> {
    const context = { nowMs: this.nowMs, box: this.box };
    return this.database
      .transaction('open provision', (manager) => openProvision(manager, context, instance))
      .catch((error: unknown) => ({ outcome: refuseRoom(error) }));
  }

  override openDeprovision(instanceId: string, operation: NewOperation): Promise<OpenedDeprovision> {
    return this.database.transaction('open deprovision', (manager) =>
      openDeprovision(manager, this.nowMs, instanceId, operation),
    );
  }

  override openRepair(instanceId: string, operation: NewOperation): Promise<Operation | undefined> {
    return this.database.transaction('open repair', (manager) =>
      openRepair(manager, this.nowMs, instanceId, operation),
    );
  }

  override claimPorts(claim: Claim, instanceId: string, ports: readonly ContainerPortName[]): Promise<ClaimedPorts> {
    return this.withClaim('claim ports', claim, async (manager) => {
      const owner = await ownerOf(manager, instanceId);
      return (await claimPorts(manager, this.nowMs, owner, ports)) ?? 'no room';
    });
  }

  override moveClaim(claim: Claim, instanceId: string, hostPort: number): Promise<ClaimedPorts> {
    return this.withClaim('move claim', claim, async (manager) => {
      const owner = await ownerOf(manager, instanceId);
      const wanted = await findClaims(manager, instanceId);
      await markForeign(manager, this.nowMs, owner, hostPort);
      return (await claimPorts(manager, this.nowMs, owner, wanted)) ?? 'no room';
    });
  }

  override moveToHost(claim: Claim, instanceId: string, hostId: string): Promise<ClaimedPorts> {
    const moved = this.withClaim('move to host', claim, (manager) =>
      moveToHost(manager, this.nowMs, { instanceId, hostId, operationId: claim.operationId }),
    );
    return moved.catch(refuseRoom);
  }

  override async recordContainer(
    claim: Claim,
    instanceId: string,
    container: { containerId: string; imageId: string },
  ): Promise<void> {
    await this.withClaim('record container', claim, (manager) =>
      manager.update(ServiceInstanceEntity, { id: instanceId }, container),
    );
  }

  override acknowledge(instanceId: string): Promise<void> {
    return this.acknowledgements.add(instanceId);
  }

  override completeProvision(claim: Claim, instanceId: string, { dashboardUrl }: ProvisionResult): Promise<void> {
    const sealed = dashboardUrl === undefined ? null : sealDashboardUrl(instanceId, dashboardUrl, this.box);
    return this.database.transaction('complete provision', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the instance is ready' });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, { state: 'ready', dashboardUrlSealed: sealed });
    });
  }

  override completeRepair(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete repair', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the container is a new one' });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, { health: 'ok', restarts: 0 });
    });
  }

  override completeUndo(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete undo', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'failed' });
      await manager.delete(PortClaimEntity, { instanceId });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, { state: 'failed', containerId: null });
    });
  }

  override completeDeprovision(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete deprovision', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the instance is gone' });
      await manager.delete(PortClaimEntity, { instanceId });
      await manager.delete(ServiceBindingEntity, { instanceId });
      await manager.delete(ServiceInstanceEntity, { id: instanceId });
    });
  }

  /** Many share one commit: nobody waits for it. */
  private async acknowledgeAll(ids: readonly string[]): Promise<readonly undefined[]> {
    await this.database.write('acknowledge', (manager) =>
      manager
        .createQueryBuilder()
        .update(ServiceInstanceEntity)
        .set({ acknowledgedAt: () => this.nowMs })
        .where('id IN (:...ids) AND acknowledged_at IS NULL', { ids })
        .execute(),
    );
    return ids.map(() => undefined);
  }

  /** The claim is checked in the same transaction, before anything else is written. */
  private withClaim<T>(name: string, claim: Claim, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(name, async (manager) => {
      await changeClaimed(manager, claim, { updatedAt: () => this.nowMs });
      return work(manager);
    });
  }
}

async function ownerOf(manager: EntityManager, instanceId: string): Promise<{ hostId: string; instanceId: string }> {
  return { hostId: await hostOf(manager, instanceId), instanceId };
}

function refuseRoom(error: unknown): 'no room' {
  if (error instanceof NoRoom) return 'no room';
  throw error;
}

import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { changeClaimed, endOperation } from '../operations/operation-rows.js';
import type { Claim, NewOperation } from '../operations/operation.types.js';
import { claimPorts, findClaims, markForeign } from '../ports/claim-ports.js';
import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { hostOf, sealDashboardUrl, toInstance } from './instance-rows.js';
import { openDeprovision } from './open-deprovision.js';
import { NoRoom, openProvision } from './open-provision.js';
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
      .catch(toNoRoom);
  }

  override openDeprovision(instanceId: string, operation: NewOperation): Promise<OpenedDeprovision> {
    return this.database.transaction('open deprovision', (manager) =>
      openDeprovision(manager, this.nowMs, instanceId, operation),
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

  override async recordContainer(
    claim: Claim,
    instanceId: string,
    container: { containerId: string; imageId: string },
  ): Promise<void> {
    await this.withClaim('record container', claim, (manager) =>
      manager.update(ServiceInstanceEntity, { id: instanceId }, container),
    );
  }

  override completeProvision(claim: Claim, instanceId: string, { dashboardUrl }: ProvisionResult): Promise<void> {
    const sealed = dashboardUrl === undefined ? null : sealDashboardUrl(instanceId, dashboardUrl, this.box);
    return this.database.transaction('complete provision', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the instance is ready' });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, { state: 'ready', dashboardUrlSealed: sealed });
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

function toNoRoom(error: unknown): OpenedProvision {
  if (error instanceof NoRoom) return { outcome: 'no room' };
  throw error;
}

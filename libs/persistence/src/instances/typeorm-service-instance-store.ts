import type { EntityManager } from 'typeorm';
import { Batch } from '../database/batch.js';
import { deleteRows, updateRows } from '../database/change-rows.js';
import type { Database } from '../database/database.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { changeClaimed, endOperation } from '../operations/operation-rows.js';
import type { Claim, NewOperation, Operation } from '../operations/operation.types.js';
import { claimPorts, findClaims, keepPorts, markForeign } from '../ports/claim-ports.js';
import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import type { StoreContext } from '../store-context.js';
import { readTargeted, toTargeted } from './apply-target.js';
import { completeProvision } from './complete-provision.js';
import { completeUpdate } from './complete-update.js';
import { FAILED, hostOf, READY, sealRequest, toContainerColumns } from './instance-rows.js';
import { moveToHost } from './move-to-host.js';
import { NoRoom } from './no-room.js';
import { openRepair } from './open-repair.js';
import { openDeprovision } from './open-deprovision.js';
import { openProvision } from './open-provision.js';
import { openUpdate } from './open-update.js';
import { findInstance, findMarksOnHost, findOnHost, findWhatOpens } from './read-instances.js';
import { refuseOrder } from './refuse-order.js';
import { ServiceInstanceStore } from './service-instance-store.port.js';
import type {
  ClaimedPorts,
  MadeContainer,
  NewInstance,
  NewPlace,
  NewUpdate,
  OpenedDeprovision,
  OpenedProvision,
  OpenedUpdate,
  ProvisionResult,
  WhatOpens,
  RecordedRequest,
  SeenInstance,
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

  override find(instanceId: string): Promise<ServiceInstance | undefined> {
    return this.database.read((manager) => findInstance(manager, instanceId, this.box));
  }

  override findWhatOpens(instanceId: string): Promise<WhatOpens | undefined> {
    return this.database.read((manager) => findWhatOpens(manager, instanceId, this.box));
  }

  override findPorts(instanceId: string): Promise<HostPorts> {
    return this.database.read((manager) => findClaims(manager, instanceId));
  }

  override findOnHost(hostId: string): Promise<readonly ServiceInstance[]> {
    return this.database.read((manager) => findOnHost(manager, hostId, this.box));
  }

  override findMarksOnHost(hostId: string): Promise<ReadonlyMap<string, string>> {
    return this.database.read((manager) => findMarksOnHost(manager, hostId));
  }

  override openProvision(instance: NewInstance): Promise<OpenedProvision> {
    return this.database
      .transaction('open provision', (manager) => openProvision(manager, this.context, instance))
      .catch(refuseOrder);
  }

  override openDeprovision(instanceId: string, operation: NewOperation): Promise<OpenedDeprovision> {
    return this.database.transaction('open deprovision', (manager) =>
      openDeprovision(manager, this.context, instanceId, operation),
    );
  }

  override openRepair(instanceId: string, operation: NewOperation): Promise<Operation | undefined> {
    return this.database.transaction('open repair', (manager) =>
      openRepair(manager, this.context, instanceId, operation),
    );
  }

  override openUpdate(update: NewUpdate): Promise<OpenedUpdate> {
    return this.database
      .transaction('open update', (manager) => openUpdate(manager, this.context, update))
      .catch(refuseOrder);
  }

  override async recordRequest(seen: SeenInstance, { request, specHash }: RecordedRequest): Promise<boolean> {
    const { instanceId, ...asSeen } = seen;
    const requestSealed = sealRequest(instanceId, request, this.box);
    const where = { id: instanceId, state: 'ready', specHash: asSeen.specHash, generation: asSeen.generation };
    const { affected } = await this.database.write('record request', (manager) =>
      manager.update(ServiceInstanceEntity, where, { requestSealed, specHash, version: () => 'version + 1' }),
    );
    return affected === 1;
  }

  override claimPorts(claim: Claim, instanceId: string, ports: readonly ContainerPortName[]): Promise<ClaimedPorts> {
    return this.withClaim('claim ports', claim, async (manager) => {
      const owner = await ownerOf(manager, instanceId);
      return (await claimPorts(manager, this.nowMs, owner, ports)) ?? 'no room';
    });
  }

  override keepPorts(claim: Claim, instanceId: string, ports: readonly ContainerPortName[]): Promise<void> {
    return this.withClaim('keep ports', claim, (manager) => keepPorts(manager, instanceId, ports));
  }

  override moveClaim(claim: Claim, instanceId: string, hostPort: number): Promise<ClaimedPorts> {
    return this.withClaim('move claim', claim, async (manager) => {
      const owner = await ownerOf(manager, instanceId);
      const wanted = await findClaims(manager, instanceId);
      await markForeign(manager, this.nowMs, owner, hostPort);
      return (await claimPorts(manager, this.nowMs, owner, wanted)) ?? 'no room';
    });
  }

  override moveToHost(claim: Claim, instanceId: string, place: NewPlace): Promise<ClaimedPorts> {
    const moved = this.withClaim('move to host', claim, (manager) =>
      moveToHost(manager, this.nowMs, { instanceId, ...place, operationId: claim.operationId }),
    );
    return moved.catch(refuseRoom);
  }

  override async recordContainer(claim: Claim, instanceId: string, container: MadeContainer): Promise<void> {
    await this.withClaim('record container', claim, (manager) =>
      updateRows(manager, ServiceInstanceEntity, toContainerColumns(container), { where: { id: instanceId } }),
    );
  }

  override switchContainer(claim: Claim, instanceId: string, container: MadeContainer): Promise<void> {
    return this.withClaim('switch container', claim, async (manager) => {
      const { target } = await readTargeted(manager, instanceId, this.box);
      const { generation } = target;
      const change = { ...toTargeted(instanceId, target, this.box), ...toContainerColumns(container), generation };
      await manager.update(ServiceInstanceEntity, { id: instanceId }, change);
    });
  }

  override acknowledge(instanceId: string): Promise<void> {
    return this.acknowledgements.add(instanceId);
  }

  override completeProvision(claim: Claim, instanceId: string, result: ProvisionResult): Promise<void> {
    return this.database.transaction('complete provision', (manager) =>
      completeProvision(manager, this.context, claim, { instanceId, ...result }),
    );
  }

  override completeUpdate(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete update', (manager) =>
      completeUpdate(manager, this.context, claim, instanceId),
    );
  }

  override failUpdate(claim: Claim, instanceId: string, isUsable: boolean): Promise<void> {
    return this.database.transaction('fail update', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'failed', isUsable: isUsable ? 1 : 0 });
      await manager.update(ServiceInstanceEntity, { id: instanceId }, READY);
    });
  }

  override completeRepair(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete repair', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the container is a new one' });
      for (const whose of [{ id: instanceId }, { sharedIn: instanceId }])
        await manager.update(ServiceInstanceEntity, whose, { health: 'ok', restarts: 0 });
    });
  }

  override completeUndo(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete undo', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'failed' });
      await deleteRows(manager, PortClaimEntity, { where: { instanceId } });
      await updateRows(manager, ServiceInstanceEntity, FAILED, { where: { id: instanceId } });
    });
  }

  override completeDeprovision(claim: Claim, instanceId: string): Promise<void> {
    return this.database.transaction('complete deprovision', async (manager) => {
      await endOperation(manager, this.nowMs, claim, { state: 'succeeded', description: 'the instance is gone' });
      await deleteRows(manager, PortClaimEntity, { where: { instanceId } });
      await deleteRows(manager, ServiceBindingEntity, { where: { instanceId } });
      await deleteRows(manager, ServiceInstanceEntity, { where: { id: instanceId } });
    });
  }

  private get context(): StoreContext {
    return { nowMs: this.nowMs, box: this.box };
  }

  /** Many share one commit: nobody waits for it. */
  private async acknowledgeAll(ids: readonly string[]): Promise<readonly undefined[]> {
    const which = { where: { id: ids }, condition: 'acknowledged_at IS NULL' };
    await this.database.write('acknowledge', (manager) =>
      updateRows(manager, ServiceInstanceEntity, { acknowledgedAt: () => this.nowMs }, which),
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

import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { deleteRows, updateRows } from '../database/change-rows.js';
import { findRow } from '../database/find-rows.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { endOperation } from '../operations/operation-rows.js';
import type { Claim, NewOperation } from '../operations/operation.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { unlessUnreadable } from '../secrets/unless-unreadable.js';
import type { StoreContext } from '../store-context.js';
import { sealResult, toBinding } from './binding-rows.js';
import { openBind } from './open-bind.js';
import { openUnbind } from './open-unbind.js';
import { ServiceBindingStore } from './service-binding-store.port.js';
import type { BindingResult, NewBinding, OpenedBind, OpenedUnbind, ServiceBinding } from './service-binding.types.js';

export class TypeormServiceBindingStore extends ServiceBindingStore {
  private readonly nowMs: string;

  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async find(bindingId: string): Promise<ServiceBinding | undefined> {
    const row = await this.database.read((manager) => findRow(manager, ServiceBindingEntity, { id: bindingId }));
    return row === null ? undefined : toBinding(row, this.box);
  }

  override async findOf(instanceId: string): Promise<readonly ServiceBinding[]> {
    return (await this.rowsOf(instanceId)).map((row) => toBinding(row, this.box));
  }

  override async findReadableOf(instanceId: string): Promise<readonly ServiceBinding[]> {
    const rows = await this.rowsOf(instanceId);
    return rows.flatMap((row) => unlessUnreadable(() => [toBinding(row, this.box)], []));
  }

  override openBind(binding: NewBinding): Promise<OpenedBind> {
    return this.database.transaction('open bind', (manager) => openBind(manager, this.context, binding));
  }

  override openUnbind(instanceId: string, bindingId: string, operation: NewOperation): Promise<OpenedUnbind> {
    const target = { instanceId, bindingId };
    return this.database.transaction('open unbind', (manager) => openUnbind(manager, this.context, target, operation));
  }

  override completeBind(claim: Claim, bindingId: string, result: BindingResult): Promise<void> {
    const sealed = sealResult(bindingId, result, this.box);
    return this.end('complete bind', claim, { state: 'succeeded', description: 'the binding is ready' }, (manager) =>
      updateRows(manager, ServiceBindingEntity, { state: 'ready', ...sealed }, { where: { id: bindingId } }),
    );
  }

  override completeUndo(claim: Claim, bindingId: string): Promise<void> {
    return this.end('complete undo of bind', claim, { state: 'failed' }, (manager) =>
      updateRows(manager, ServiceBindingEntity, { state: 'failed' }, { where: { id: bindingId } }),
    );
  }

  override completeUnbind(claim: Claim, bindingId: string): Promise<void> {
    return this.end('complete unbind', claim, { state: 'succeeded', description: 'the binding is gone' }, (manager) =>
      deleteRows(manager, ServiceBindingEntity, { where: { id: bindingId } }),
    );
  }

  override failUnbind(claim: Claim, bindingId: string, description: string): Promise<void> {
    return this.end('fail unbind', claim, { state: 'failed', description }, (manager) =>
      updateRows(manager, ServiceBindingEntity, { state: 'deleting' }, { where: { id: bindingId } }),
    );
  }

  private rowsOf(instanceId: string): Promise<ServiceBindingEntity[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    return this.database.read((manager) => manager.find(ServiceBindingEntity, { where: { instanceId }, order }));
  }

  private get context(): StoreContext {
    return { nowMs: this.nowMs, box: this.box };
  }

  private end(
    name: string,
    claim: Claim,
    end: Parameters<typeof endOperation>[3],
    change: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    return this.database.transaction(name, async (manager) => {
      await endOperation(manager, this.nowMs, claim, end);
      await change(manager);
    });
  }
}

import type { Database } from '../database/database.js';
import { updateRows } from '../database/change-rows.js';
import { findRow, findRows } from '../database/find-rows.js';
import { isUniqueViolation } from '../database/translate-database-error.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { findDoubtfulExecs } from './find-doubtful-execs.js';
import { forgetEnded } from './forget-ended.js';
import { OperationStore } from './operation-store.port.js';
import { callOff, changeClaimed, findLiving, toOperation } from './operation-rows.js';
import type { Claim, ClaimedOperation, DueOperation, Failure, Operation, StepRecord } from './operation.types.js';

const MOST_LATE = 100;

export class TypeormOperationStore extends OperationStore {
  private readonly nowMs: string;

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async find(operationId: string): Promise<Operation | undefined> {
    const row = await this.database.read((manager) => findRow(manager, OperationEntity, { id: operationId }));
    return row === null ? undefined : toOperation(row);
  }

  override async findLatest(instanceId: string, bindingId: string | undefined): Promise<Operation | undefined> {
    const row = await this.database.read((manager) => {
      const query = manager
        .createQueryBuilder(OperationEntity, 'o')
        .where("o.instance_id = :instanceId AND o.kind <> 'repair'", { instanceId });
      if (bindingId === undefined) query.andWhere('o.binding_id IS NULL');
      else query.andWhere('o.binding_id = :bindingId', { bindingId });
      return query.orderBy('o.created_at', 'DESC').addOrderBy('o.live_key', 'DESC').limit(1).getOne();
    });
    return row === null ? undefined : toOperation(row);
  }

  override async findDue(limit: number, busyHosts: readonly string[]): Promise<readonly DueOperation[]> {
    const rows = await this.database.read((manager) => {
      const query = manager
        .createQueryBuilder(OperationEntity, 'o')
        .select('o.id', 'id')
        .addSelect('o.host_id', 'host')
        .where(`o.due_at <= ${this.nowMs}`);
      if (busyHosts.length > 0)
        query.andWhere('(o.host_id IS NULL OR o.host_id NOT IN (:...busyHosts))', { busyHosts });
      return query.orderBy('o.due_at').limit(limit).getRawMany<{ id: string; host: string | null }>();
    });
    return rows.map(({ id, host }) => ({ operationId: id, hostId: host ?? undefined }));
  }

  override claim(operationId: string, owner: string, leaseMs: number): Promise<ClaimedOperation | undefined> {
    return this.database.transaction('claim operation', async (manager) => {
      const where = { id: operationId };
      const change = { owner, epoch: () => 'epoch + 1', dueAt: this.inMs(leaseMs) };
      const isDue = `live_key IS NOT NULL AND due_at <= ${this.nowMs}`;
      if ((await updateRows(manager, OperationEntity, change, { where, condition: isDue })) !== 1) return undefined;
      const computed = { remaining: `deadline_at - ${this.nowMs}` };
      const [row] = await findRows(manager, OperationEntity, where, { computed });
      return row === undefined ? undefined : toClaimed(row, owner);
    });
  }

  override renew(claim: Claim, leaseMs: number, record: StepRecord = {}): Promise<void> {
    return this.change('renew lease', claim, { ...record, dueAt: this.inMs(leaseMs) });
  }

  override postpone(claim: Claim, delayMs: number, description?: string): Promise<void> {
    const said = description === undefined ? {} : { description };
    const turn = { owner: null, dueAt: this.inMs(delayMs), attempts: () => 'attempts + 1' };
    return this.change('postpone operation', claim, { ...said, ...turn });
  }

  override release(claim: Claim): Promise<void> {
    return this.change('release operation', claim, { owner: null, dueAt: () => this.nowMs });
  }

  /** Whoever was overtaken has time until the end of its lease: those rows, without any attempt, stay as they are. */
  override async wakeHost(hostId: string): Promise<number> {
    const { affected } = await this.database.write('wake host', (manager) =>
      manager
        .createQueryBuilder()
        .update(OperationEntity)
        .set({ dueAt: () => this.nowMs })
        .where(`host_id = :hostId AND owner IS NULL AND attempts > 0 AND due_at > ${this.nowMs}`, { hostId })
        .execute(),
    );
    return affected ?? 0;
  }

  override turnToUndo(claim: Claim, { description, isRepeatable }: Failure): Promise<void> {
    return this.change('turn to undo', claim, {
      mode: 'undo',
      step: 'undo',
      description,
      isRepeatable: isRepeatable ? 1 : 0,
      attempts: 0,
      deadlineAt: null,
    });
  }

  override callOff(operationId: string, description: string): Promise<boolean> {
    return this.database.transaction('call off', async (manager) => {
      const row = await findRow(manager, OperationEntity, { id: operationId });
      if (row?.kind !== 'update' || row.liveKey === null || row.mode === 'undo') return false;
      await callOff(manager, this.nowMs, row, description);
      return true;
    });
  }

  override async giveWay(claim: Claim): Promise<void> {
    const where = { id: claim.operationId, epoch: claim.epoch + 1 };
    const condition = 'owner IS NULL AND live_key IS NOT NULL';
    await this.database.write('give way', (manager) =>
      updateRows(manager, OperationEntity, { dueAt: () => this.nowMs }, { where, condition }),
    );
  }

  override holdContainer(claim: Claim, container: string): Promise<boolean> {
    const execKey = `x/${container}`;
    return this.database.write('hold container', async (manager) => {
      const holder = await findRow(manager, OperationEntity, { execKey });
      if (holder !== null) return holder.id === claim.operationId;
      return changeClaimed(manager, claim, { execKey }).then(() => true, refuseIfTaken);
    });
  }

  override leaveContainer(claim: Claim): Promise<void> {
    return this.change('leave container', claim, { execKey: null });
  }

  override async isBeingReplaced(instanceId: string): Promise<boolean> {
    const living = await this.database.read((manager) => findLiving(manager, { instanceId }));
    return living?.kind === 'repair' || living?.kind === 'update';
  }

  override findDoubtfulExecs(instanceId: string): Promise<readonly string[]> {
    return this.database.read((manager) => findDoubtfulExecs(manager, instanceId));
  }

  /** Sorted by what is no index: those that live are few, and are found by `due_at`; all others are older still. */
  override async findLate(olderThanMs: number): Promise<readonly Operation[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(OperationEntity, 'o')
        .where(`o.due_at > 0 AND o.created_at + 0 < ${this.nowMs} - ${Math.trunc(olderThanMs)}`)
        .orderBy('o.created_at + 0')
        .limit(MOST_LATE)
        .getMany(),
    );
    return rows.map(toOperation);
  }

  override forgetEnded(olderThanMs: number): Promise<number> {
    return forgetEnded(this.database, olderThanMs);
  }

  private change(name: string, claim: Claim, change: Parameters<typeof changeClaimed>[2]): Promise<void> {
    return this.database.write(name, (manager) =>
      changeClaimed(manager, claim, { ...change, updatedAt: () => this.nowMs }),
    );
  }

  private inMs(delayMs: number): () => string {
    return () => `${this.nowMs} + ${Math.trunc(delayMs)}`;
  }
}

function refuseIfTaken(error: unknown): false {
  if (isUniqueViolation(error)) return false;
  throw error;
}

function toClaimed(row: OperationEntity & { readonly remaining: unknown }, owner: string): ClaimedOperation {
  const { remaining } = row;
  const claim = { operationId: row.id, owner, epoch: row.epoch };
  return { ...toOperation(row), claim, remainingMs: remaining === null ? undefined : Number(remaining) };
}

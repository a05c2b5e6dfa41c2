import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import type { DataKeys } from './data-keys.js';
import { endPass } from './end-pass.js';
import { beginRotation } from './begin-rotation.js';
import type {
  DataKeyReport,
  KeyLease,
  MissingKey,
  PassEnd,
  PassFindings,
  PassLimits,
  ResealCursor,
  ResealStep,
} from './key.types.js';
import { releaseLease } from './key-lease.js';
import { KeyRotation } from './key-rotation.port.js';
import { findNext, promoteNext } from './promote-next.js';
import { reportKeys } from './report-keys.js';
import { resealBatch } from './reseal-batch.js';
import { rewrapKeys } from './rewrap-keys.js';
import type { SecretBox } from './secret-box.js';

const BEGINNING: ResealCursor = { column: 0, after: [] };

interface Secrets {
  readonly box: SecretBox;
  readonly keys: DataKeys;
}

export class TypeormKeyRotation extends KeyRotation {
  private readonly nowMs: string;

  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
  ) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override refresh(): Promise<readonly MissingKey[]> {
    return this.secrets.keys.refresh();
  }

  override begin(): ReturnType<KeyRotation['begin']> {
    return beginRotation(this.database, this.secrets.keys.keks);
  }

  override withdraw(keyId: string): Promise<boolean> {
    return this.database.transaction('withdraw data key', async (manager) => {
      const { affected } = await manager.delete(DataKeyEntity, { id: keyId, standing: 'next' });
      if (affected === 1) await manager.delete(KeyCanaryEntity, { keyId });
      return affected === 1;
    });
  }

  /** Read first: brokers ask every few seconds, and there is hardly ever one. */
  override async promote(knownForMs: number): Promise<string | undefined> {
    const next = await this.database.read((manager) => findNext(manager, this.nowMs, knownForMs));
    if (next === null) return undefined;
    const keyId = await this.database.transaction('promote data key', (manager) =>
      promoteNext(manager, this.nowMs, knownForMs),
    );
    if (keyId !== undefined) await this.refresh();
    return keyId;
  }

  /** Who has not heard yet which key is the primary one now would seal anew with the old one, pass after pass. */
  override async claim(owner: string, leaseMs: number): Promise<KeyLease | undefined> {
    const due = await this.database.read((manager) => this.findDue(manager));
    if (due === undefined) return undefined;
    await this.refresh();
    const isClaimed = await this.database.write('claim data key', (manager) =>
      this.take(manager, due, { owner, leaseMs }),
    );
    return isClaimed ? { keyId: due, owner, leaseMs } : undefined;
  }

  override reseal(lease: KeyLease, cursor: ResealCursor = BEGINNING): Promise<ResealStep> {
    return resealBatch(this.database, this.secrets.box, lease, cursor);
  }

  override endPass(lease: KeyLease, found: PassFindings, limits: PassLimits): Promise<PassEnd> {
    return endPass(this.database, lease, found, limits);
  }

  override release(lease: KeyLease): Promise<void> {
    return this.database.write('release data key', (manager) => releaseLease(manager, lease, this.nowMs));
  }

  override rewrap(): Promise<number> {
    return rewrapKeys(this.database, this.secrets.keys.keks);
  }

  override report(): Promise<readonly DataKeyReport[]> {
    return this.database.read(reportKeys);
  }

  private async findDue(manager: EntityManager): Promise<string | undefined> {
    const row = await manager
      .createQueryBuilder(DataKeyEntity, 'k')
      .where(`k.retired_at IS NOT NULL AND k.destroyed_at IS NULL AND k.due_at <= ${this.nowMs}`)
      .orderBy('k.retired_at')
      .getOne();
    return row?.id;
  }

  private async take(
    manager: EntityManager,
    keyId: string,
    { owner, leaseMs }: Pick<KeyLease, 'owner' | 'leaseMs'>,
  ): Promise<boolean> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(DataKeyEntity)
      .set({ owner, dueAt: () => `${this.nowMs} + ${Math.trunc(leaseMs)}` })
      .where(`id = :keyId AND destroyed_at IS NULL AND due_at <= ${this.nowMs}`, { keyId })
      .execute();
    return affected === 1;
  }
}

import type { Database } from '../database/database.js';
import { ImagePullEntity } from '../entities/image-pull.entity.js';
import { ImagePullStore } from './image-pull-store.port.js';
import type { ImagePull, ImagePullClaim, ImagePullEnd, ImagePullState, WantedImage } from './image-pull.types.js';

type Change = { [Column in keyof ImagePullEntity]?: ImagePullEntity[Column] | (() => string) };
const LONGEST_DETAIL = 1_000;

export class TypeormImagePullStore extends ImagePullStore {
  private readonly nowMs: string;

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async want(images: readonly WantedImage[]): Promise<void> {
    const stored = await this.findAll();
    const [known, wanted] = [keysOf(stored), keysOf(images)];
    const news = images.filter((image) => !known.has(keyOf(image)));
    const old = stored.filter((one) => !wanted.has(keyOf(one)));
    if (news.length + old.length === 0) return;
    const rows = news.map((image) => ({ ...image, ...NEW, dueAt: () => this.nowMs, updatedAt: () => this.nowMs }));
    await this.database.transaction('want images', async (manager) => {
      for (const { hostId, imageRef } of old) await manager.delete(ImagePullEntity, { hostId, imageRef });
      // Another broker may have come with the same at the same time.
      for (const row of rows)
        await manager.createQueryBuilder().insert().into(ImagePullEntity).values(row).orIgnore().execute();
    });
  }

  override findAll(): Promise<readonly ImagePull[]> {
    return this.select('1 = 1', ['p.hostId', 'p.imageRef']);
  }

  override findDue(): Promise<readonly ImagePull[]> {
    return this.select(`p.due_at <= ${this.nowMs}`, ['p.dueAt', 'p.hostId']);
  }

  override claim(claim: ImagePullClaim): Promise<boolean> {
    const { owner, leaseMs } = claim;
    const change = { owner, state: 'pulling', percent: null, dueAt: this.inMs(leaseMs) };
    return this.change('claim image', claim, change, `due_at <= ${this.nowMs}`);
  }

  override renew(claim: ImagePullClaim, percent: number | undefined): Promise<boolean> {
    const change = { percent: percent ?? null, dueAt: this.inMs(claim.leaseMs) };
    return this.change('renew image', claim, change, 'owner = :owner');
  }

  override complete(claim: ImagePullClaim, { state, detail, nextInMs }: ImagePullEnd): Promise<boolean> {
    const attempts = state === 'failed' ? (): string => 'attempts + 1' : 0;
    const end = { state, attempts, detail: detail?.slice(0, LONGEST_DETAIL) ?? null, dueAt: this.inMs(nextInMs) };
    return this.change('complete image', claim, { ...end, owner: null, percent: null }, 'owner = :owner');
  }

  private async change(name: string, claim: ImagePullClaim, change: Change, condition: string): Promise<boolean> {
    const { hostId, imageRef, owner } = claim;
    const { affected } = await this.database.write(name, (manager) =>
      manager
        .createQueryBuilder()
        .update(ImagePullEntity)
        .set({ ...change, updatedAt: () => this.nowMs })
        .where(`host_id = :hostId AND image_ref = :imageRef AND ${condition}`, { hostId, imageRef, owner })
        .execute(),
    );
    return affected === 1;
  }

  private async select(condition: string, [first, second]: readonly [string, string]): Promise<readonly ImagePull[]> {
    const rows = await this.database.read((manager) =>
      manager.createQueryBuilder(ImagePullEntity, 'p').where(condition).orderBy(first).addOrderBy(second).getMany(),
    );
    return rows.map(toImagePull);
  }

  private inMs(delayMs: number): () => string {
    return () => `${this.nowMs} + ${Math.trunc(delayMs)}`;
  }
}

const NEW = { state: 'waiting', percent: null, attempts: 0, detail: null, owner: null } as const;

/** A thousand hosts times ten images: not to be looked for one in the other. */
function keysOf(images: readonly WantedImage[]): ReadonlySet<string> {
  return new Set(images.map(keyOf));
}

function keyOf({ hostId, imageRef }: WantedImage): string {
  return JSON.stringify([hostId, imageRef]);
}

function toImagePull(row: ImagePullEntity): ImagePull {
  return {
    hostId: row.hostId,
    imageRef: row.imageRef,
    state: row.state as ImagePullState,
    percent: row.percent ?? undefined,
    attempts: row.attempts,
    detail: row.detail ?? undefined,
    updatedAt: row.updatedAt,
  };
}

import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import type { Database } from '../database/database.js';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { toEntry, toRow } from './audit-rows.js';
import { AuditStore } from './audit-store.port.js';
import type { AuditPage, AuditQuery, NewAuditEntry } from './audit.types.js';

type Cursor = Pick<AuditEntryEntity, 'id' | 'at'>;

export class TypeormAuditStore extends AuditStore {
  private readonly nowMs: string;

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override async append(entries: readonly NewAuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({ ...toRow(entry), at: this.msAgo(entry.ageMs) }));
    await this.database.write('append audit entries', (manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(AuditEntryEntity)
        .values(rows)
        .orIgnore()
        .updateEntity(false)
        .execute(),
    );
  }

  override list(query: AuditQuery): Promise<AuditPage | 'unknown cursor'> {
    return this.database.read(async (manager) => {
      const cursor = query.before === undefined ? undefined : await findCursor(manager, query.before);
      if (cursor === null) return 'unknown cursor';
      const rows = await pageOf(manager, query, cursor).getMany();
      const entries = rows.slice(0, query.limit).map(toEntry);
      return { entries, hasMore: rows.length > entries.length };
    });
  }

  /** Two statements, since MySQL limits no subquery; two brokers at once remove the same rows once. */
  override async forget(olderThanMs: number, limit: number): Promise<number> {
    const oldest = await this.database.read((manager) =>
      manager
        .createQueryBuilder(AuditEntryEntity, 'a')
        .select('a.id')
        .where(`a.at < ${this.msAgo(olderThanMs)()}`)
        .orderBy('a.at')
        .limit(limit)
        .getMany(),
    );
    if (oldest.length === 0) return 0;
    const ids = oldest.map(({ id }) => id);
    const { affected } = await this.database.write('forget audit entries', (manager) =>
      manager.delete(AuditEntryEntity, { id: In(ids) }),
    );
    return affected ?? 0;
  }

  private msAgo(ms: number): () => string {
    return () => `${this.nowMs} - ${Math.trunc(ms)}`;
  }
}

function findCursor(manager: EntityManager, entryId: string): Promise<Cursor | null> {
  return manager.findOne(AuditEntryEntity, { select: { id: true, at: true }, where: { id: entryId } });
}

/** With one more than is shown, which tells whether there are more. */
function pageOf(
  manager: EntityManager,
  { limit, since, until, ...equal }: AuditQuery,
  cursor: Cursor | undefined,
): SelectQueryBuilder<AuditEntryEntity> {
  const { caller, instanceId, route, status } = equal;
  const query = manager.createQueryBuilder(AuditEntryEntity, 'a');
  for (const [name, value] of Object.entries({ caller, instanceId, route, status }))
    if (value !== undefined) query.andWhere(`a.${name} = :${name}`, { [name]: value });
  if (since !== undefined) query.andWhere('a.at >= :since', { since });
  if (until !== undefined) query.andWhere('a.at < :until', { until });
  if (cursor !== undefined)
    query.andWhere('a.at <= :cursorAt AND (a.at < :cursorAt OR a.id < :cursorId)', {
      cursorAt: cursor.at,
      cursorId: cursor.id,
    });
  return query
    .orderBy('a.at', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .limit(limit + 1);
}

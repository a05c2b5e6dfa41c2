import type { EntityManager, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { SecretPlace } from './secret-box.js';
import { sealedWith } from './secret-box.js';
import type { SealedColumn } from './sealed-columns.js';

/** A sealed value with the key of its row. */
export interface SealedValue {
  readonly rowKey: readonly string[];
  readonly sealed: string;
}

/** One sealed column, whatever its table: rows are found by their primary keys, in their order. */
export class SealedTable {
  private readonly metadata: EntityMetadata;
  private readonly keys: readonly string[];

  constructor(
    private readonly manager: EntityManager,
    private readonly column: SealedColumn,
  ) {
    this.metadata = manager.dataSource.getMetadata(column.entity);
    this.keys = this.metadata.primaryColumns.map(({ propertyName }) => propertyName);
  }

  /** `table.column` */
  get name(): string {
    const { table, column } = this.placeOf([]);
    return `${table}.${column}`;
  }

  /** Where its values are sealed for: all stores call a column without `_sealed`, and a row by its key with `/`. */
  placeOf(rowKey: readonly string[]): SecretPlace {
    const column = this.metadata.findColumnWithPropertyName(this.column.property)?.databaseName ?? '';
    return { table: this.metadata.tableName, column: column.replace(/_sealed$/, ''), rowId: rowKey.join('/') };
  }

  count(keyId: string): Promise<number> {
    return this.sealedBy(keyId).getCount();
  }

  async find(keyId: string, after: readonly string[], limit: number): Promise<readonly SealedValue[]> {
    const query = this.sealedBy(keyId).select(`r.${this.column.property}`, 'sealed');
    for (const [index, key] of this.keys.entries()) query.addSelect(`r.${key}`, `key${index}`).addOrderBy(`r.${key}`);
    if (after.length > 0) query.andWhere(isAfter(this.keys), toParameters(after));
    const rows = await query.limit(limit).getRawMany<Record<string, string>>();
    return rows.map((row) => ({
      rowKey: this.keys.map((_, index) => row[`key${index}`] ?? ''),
      sealed: row['sealed'] ?? '',
    }));
  }

  /** Only over the value that was read: whoever wrote another one meanwhile is right. */
  async replace({ rowKey, sealed }: SealedValue, newSealed: string): Promise<boolean> {
    const { entity, property } = this.column;
    const where = Object.fromEntries(this.keys.map((key, index) => [key, rowKey[index]]));
    const { affected } = await this.manager.update(entity, { ...where, [property]: sealed }, { [property]: newSealed });
    return affected === 1;
  }

  private sealedBy(keyId: string): SelectQueryBuilder<ObjectLiteral> {
    const { entity, property } = this.column;
    return this.manager
      .createQueryBuilder(entity, 'r')
      .where(`r.${property} LIKE :prefix`, { prefix: sealedWith(keyId) });
  }
}

/** In the order of the primary key: `a > :after0 OR (a = :after0 AND (b > :after1))`. */
function isAfter(keys: readonly string[], index = 0): string {
  const [key = '', ...rest] = keys;
  const isGreater = `r.${key} > :after${index}`;
  return rest.length === 0
    ? isGreater
    : `(${isGreater} OR (r.${key} = :after${index} AND ${isAfter(rest, index + 1)}))`;
}

function toParameters(after: readonly string[]): Record<string, string> {
  return Object.fromEntries(after.map((value, index) => [`after${index}`, value]));
}

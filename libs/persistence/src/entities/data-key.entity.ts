import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/**
 * A key that sealed columns are sealed with, wrapped by a key-encryption key that only brokers hold. `standing` is UNIQUE:
 * one is `primary`, at most one is `next`, those that were are NULL.
 */
@Entity('data_key')
export class DataKeyEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'standing', type: 'varchar', nullable: true }) standing!: string | null;
  @Column({ name: 'kek_id', type: 'varchar' }) kekId!: string;
  /** NULL once the key is destroyed. */
  @Column({ name: 'wrapped_key', type: 'text', nullable: true }) wrappedKey!: string | null;
  @Column({ name: 'created_at', type: 'bigint', transformer: toNumber }) createdAt!: number;
  @Column({ name: 'retired_at', type: 'bigint', nullable: true, transformer: toNumber }) retiredAt!: number | null;
  /** When nothing sealed with it was found any more, in a look through all columns. */
  @Column({ name: 'clean_at', type: 'bigint', nullable: true, transformer: toNumber }) cleanAt!: number | null;
  @Column({ name: 'destroyed_at', type: 'bigint', nullable: true, transformer: toNumber }) destroyedAt!: number | null;
  /** The broker that re-seals what is sealed with it. */
  @Column({ name: 'owner', type: 'varchar', nullable: true }) owner!: string | null;
  /** From when on any broker may go on with a retired one: the end of a lease, or of a pause. */
  @Column({ name: 'due_at', type: 'bigint', transformer: toNumber }) dueAt!: number;
}

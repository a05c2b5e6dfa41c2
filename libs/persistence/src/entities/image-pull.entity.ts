import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/** An image that a host is to have ahead of its first instance. */
@Entity('image_pull')
export class ImagePullEntity {
  @PrimaryColumn({ name: 'host_id', type: 'varchar' }) hostId!: string;
  @PrimaryColumn({ name: 'image_ref', type: 'varchar' }) imageRef!: string;
  @Column({ name: 'state', type: 'varchar' }) state!: string;
  @Column({ name: 'percent', type: 'int', nullable: true }) percent!: number | null;
  /** Failures in a row. */
  @Column({ name: 'attempts', type: 'int' }) attempts!: number;
  /** For the operator: why the last try failed. */
  @Column({ name: 'detail', type: 'text', nullable: true }) detail!: string | null;
  /** Who works on it, until `due_at`. */
  @Column({ name: 'owner', type: 'varchar', nullable: true }) owner!: string | null;
  @Column({ name: 'due_at', type: 'bigint', transformer: toNumber }) dueAt!: number;
  @Column({ name: 'updated_at', type: 'bigint', transformer: toNumber }) updatedAt!: number;
}

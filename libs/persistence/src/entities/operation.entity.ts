import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/**
 * The intent of a piece of work, written before any effect. `live_key` is the only lock: UNIQUE while the operation
 * lives, NULL once it ended. `due_at`: from when on anybody may claim it, which while it is leased is the lease's end.
 */
@Entity('operation')
export class OperationEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'live_key', type: 'varchar', nullable: true }) liveKey!: string | null;
  @Column({ name: 'exec_key', type: 'varchar', nullable: true }) execKey!: string | null;
  @Column({ name: 'kind', type: 'varchar' }) kind!: string;
  @Column({ name: 'instance_id', type: 'varchar' }) instanceId!: string;
  @Column({ name: 'binding_id', type: 'varchar', nullable: true }) bindingId!: string | null;
  /** Where the instance is: a host that hangs must not hold the workers of all others. */
  @Column({ name: 'host_id', type: 'varchar', nullable: true }) hostId!: string | null;
  @Column({ name: 'state', type: 'varchar' }) state!: string;
  @Column({ name: 'mode', type: 'varchar' }) mode!: string;
  @Column({ name: 'step', type: 'varchar' }) step!: string;
  @Column({ name: 'description', type: 'text' }) description!: string;
  @Column({ name: 'exec_id', type: 'varchar', nullable: true }) execId!: string | null;
  @Column({ name: 'owner', type: 'varchar', nullable: true }) owner!: string | null;
  @Column({ name: 'epoch', type: 'int' }) epoch!: number;
  @Column({ name: 'due_at', type: 'bigint', nullable: true, transformer: toNumber }) dueAt!: number | null;
  @Column({ name: 'attempts', type: 'int' }) attempts!: number;
  @Column({ name: 'deadline_at', type: 'bigint', nullable: true, transformer: toNumber }) deadlineAt!: number | null;
  @Column({ name: 'request_id', type: 'varchar' }) requestId!: string;
  /** On whose behalf, as the platform says. */
  @Column({ name: 'originator_sealed', type: 'text', nullable: true }) originatorSealed!: string | null;
  /** 0: a failed update that could never work. */
  @Column({ name: 'is_repeatable', type: 'int', default: 1 }) isRepeatable!: number;
  /** 0: what a failed update has left does not work. */
  @Column({ name: 'is_usable', type: 'int', default: 1 }) isUsable!: number;
  @Column({ name: 'created_at', type: 'bigint', transformer: toNumber }) createdAt!: number;
  @Column({ name: 'updated_at', type: 'bigint', transformer: toNumber }) updatedAt!: number;
}

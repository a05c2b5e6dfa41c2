import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/** A container or volume with our label, seen on a host, that belongs to no instance. */
@Entity('orphan')
export class OrphanEntity {
  @PrimaryColumn({ name: 'host_id', type: 'varchar' }) hostId!: string;
  @PrimaryColumn({ name: 'kind', type: 'varchar' }) kind!: string;
  @PrimaryColumn({ name: 'resource_id', type: 'varchar' }) resourceId!: string;
  @Column({ name: 'name', type: 'varchar' }) name!: string;
  @Column({ name: 'instance_id', type: 'varchar' }) instanceId!: string;
  @Column({ name: 'operation_id', type: 'varchar', nullable: true }) operationId!: string | null;
  @Column({ name: 'first_seen', type: 'bigint', transformer: toNumber }) firstSeen!: number;
  @Column({ name: 'last_seen', type: 'bigint', transformer: toNumber }) lastSeen!: number;
}

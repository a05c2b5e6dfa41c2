import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/** What somebody did, or was refused; written once. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'at', type: 'bigint', transformer: toNumber }) at!: number;
  @Column({ name: 'broker', type: 'varchar' }) broker!: string;
  @Column({ name: 'role', type: 'varchar', nullable: true }) role!: string | null;
  @Column({ name: 'caller', type: 'varchar', nullable: true }) caller!: string | null;
  @Column({ name: 'originator', type: 'text', nullable: true }) originator!: string | null;
  @Column({ name: 'method', type: 'varchar' }) method!: string;
  @Column({ name: 'route', type: 'varchar' }) route!: string;
  @Column({ name: 'instance_id', type: 'varchar', nullable: true }) instanceId!: string | null;
  @Column({ name: 'subject', type: 'text' }) subject!: string;
  @Column({ name: 'status', type: 'int' }) status!: number;
  @Column({ name: 'request_id', type: 'varchar' }) requestId!: string;
  @Column({ name: 'address', type: 'varchar' }) address!: string;
  @Column({ name: 'requests', type: 'int' }) requests!: number;
}

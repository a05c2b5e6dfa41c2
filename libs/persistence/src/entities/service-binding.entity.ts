import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

@Entity('service_binding')
export class ServiceBindingEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'instance_id', type: 'varchar' }) instanceId!: string;
  @Column({ name: 'app_guid', type: 'varchar', nullable: true }) appGuid!: string | null;
  @Column({ name: 'spec_hash', type: 'varchar' }) specHash!: string;
  @Column({ name: 'request_sealed', type: 'text' }) requestSealed!: string;
  @Column({ name: 'credentials_sealed', type: 'text', nullable: true }) credentialsSealed!: string | null;
  /** What is answered beside the credentials. */
  @Column({ name: 'extras_sealed', type: 'text', nullable: true }) extrasSealed!: string | null;
  @Column({ name: 'state', type: 'varchar' }) state!: string;
  @Column({ name: 'created_at', type: 'bigint', transformer: toNumber }) createdAt!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

@Entity('access_token')
export class AccessTokenEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) tokenId!: string;
  @Column({ name: 'role', type: 'varchar' }) role!: string;
  @Column({ name: 'name', type: 'varchar', unique: true }) name!: string;
  @Column({ name: 'docker_host', type: 'varchar', nullable: true }) dockerHost!: string | null;
  /** With a space between them. */
  @Column({ name: 'scopes', type: 'varchar' }) scopes!: string;
  @Column({ name: 'hash', type: 'varchar' }) hash!: string;
  @Column({ name: 'created_at', type: 'bigint', transformer: toNumber }) createdAt!: number;
  @Column({ name: 'created_by', type: 'varchar' }) createdBy!: string;
  @Column({ name: 'expires_at', type: 'bigint', transformer: toNumber, nullable: true }) expiresAt!: number | null;
  @Column({ name: 'last_used_on', type: 'varchar', nullable: true }) lastUsedOn!: string | null;
}

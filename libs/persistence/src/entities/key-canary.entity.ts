import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A known text under the key: tells a broker at its start that it holds another key than the others. */
@Entity('key_canary')
export class KeyCanaryEntity {
  @PrimaryColumn({ name: 'key_id', type: 'varchar' }) keyId!: string;
  @Column({ name: 'canary_sealed', type: 'text' }) canarySealed!: string;
}

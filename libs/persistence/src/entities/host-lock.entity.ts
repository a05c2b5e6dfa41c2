import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Held by whoever counts what instances reserve on a host, or places something there, or closes it; a row of its own, so that pings wait for nobody. */
@Entity('host_lock')
export class HostLockEntity {
  @PrimaryColumn({ name: 'host_id', type: 'varchar' }) hostId!: string;
  @Column({ name: 'version', type: 'int' }) version!: number;
}

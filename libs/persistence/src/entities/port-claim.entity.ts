import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/** One host port, reserved. `instance_id` is NULL for a port that a stranger was found to hold, until `until_at`. */
@Entity('port_claim')
export class PortClaimEntity {
  @PrimaryColumn({ name: 'host_id', type: 'varchar' }) hostId!: string;
  @PrimaryColumn({ name: 'host_port', type: 'int' }) hostPort!: number;
  @PrimaryColumn({ name: 'protocol', type: 'varchar' }) protocol!: string;
  @Column({ name: 'instance_id', type: 'varchar', nullable: true }) instanceId!: string | null;
  @Column({ name: 'container_port', type: 'int', nullable: true }) containerPort!: number | null;
  @Column({ name: 'until_at', type: 'bigint', nullable: true, transformer: toNumber }) untilAt!: number | null;
}

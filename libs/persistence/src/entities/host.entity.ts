import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

@Entity('docker_host')
export class HostEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'docker_host', type: 'varchar' }) dockerHost!: string;
  @Column({ name: 'docker_port', type: 'int' }) dockerPort!: number;
  @Column({ name: 'service_host', type: 'varchar' }) serviceHost!: string;
  @Column({ name: 'port_min', type: 'int' }) portMin!: number;
  @Column({ name: 'port_max', type: 'int' }) portMax!: number;
  @Column({ name: 'keepalive_s', type: 'int' }) keepAliveSeconds!: number;
  @Column({ name: 'is_active', type: 'int' }) isActive!: number;
  @Column({ name: 'perf_factor', type: 'double precision' }) perfFactor!: number;
  @Column({ name: 'exec_command', type: 'text' }) execCommand!: string;
  @Column({ name: 'exec_args', type: 'text' }) execArgs!: string;
  @Column({ name: 'last_ping', type: 'bigint', transformer: toNumber }) lastPing!: number;
  /** Until then nothing new is placed there: its disk was full. */
  @Column({ name: 'full_until', type: 'bigint', transformer: toNumber, default: 0 }) fullUntil!: number;
  /** Times in a row that its engine did not answer the reconciler. */
  @Column({ name: 'engine_failures', type: 'int', default: 0 }) engineFailures!: number;
  /** Why its engine may get nothing new; empty for nothing, null while nobody has looked. */
  @Column({ name: 'engine_fault', type: 'varchar', nullable: true }) engineFault!: string | null;
  /** What its engine said of itself; null while nobody has asked. */
  @Column({ name: 'engine_version', type: 'varchar', nullable: true }) engineVersion!: string | null;
  @Column({ name: 'engine_api', type: 'varchar', nullable: true }) engineApi!: string | null;
  /** What operators let it do: see `HostAdmission`. */
  @Column({ name: 'admission', type: 'varchar', default: 'open' }) admission!: string;
  /** When the log last said that its certificate runs out. */
  @Column({ name: 'certificate_told_at', type: 'bigint', transformer: toNumber, default: 0 })
  certificateToldAt!: number;
  /** The reconciler's lease: one broker at a time looks after a host. */
  @Column({ name: 'reconciler', type: 'varchar', nullable: true }) reconciler!: string | null;
  @Column({ name: 'reconcile_epoch', type: 'int', default: 0 }) reconcileEpoch!: number;
  @Column({ name: 'reconcile_at', type: 'bigint', transformer: toNumber, default: 0 }) reconcileAt!: number;
  /** What its agent measures and says with each ping; null where it does not. */
  @Column({ name: 'load_average', type: 'double precision', nullable: true }) loadAverage!: number | null;
  @Column({ name: 'cpus', type: 'double precision', nullable: true }) cpus!: number | null;
  @Column({ name: 'free_memory_bytes', type: 'double precision', nullable: true }) freeMemoryBytes!: number | null;
  @Column({ name: 'total_memory_bytes', type: 'double precision', nullable: true }) totalMemoryBytes!: number | null;
  @Column({ name: 'free_disk_bytes', type: 'double precision', nullable: true }) freeDiskBytes!: number | null;
  @Column({ name: 'total_disk_bytes', type: 'double precision', nullable: true }) totalDiskBytes!: number | null;
  @Column({ name: 'running_containers', type: 'double precision', nullable: true }) runningContainers!: number | null;
  @Column({ name: 'agent_version', type: 'varchar', nullable: true }) agentVersion!: string | null;
  /** JSON: an object of texts. */
  @Column({ name: 'labels', type: 'text', nullable: true }) labels!: string | null;
}

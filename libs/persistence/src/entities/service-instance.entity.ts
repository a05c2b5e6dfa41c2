import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toNumber } from './number-column.js';

/** Columns that end in `_sealed` are encrypted, bound to their table, column and row. */
@Entity('service_instance')
export class ServiceInstanceEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
  @Column({ name: 'service_name', type: 'varchar' }) serviceName!: string;
  @Column({ name: 'plan_name', type: 'varchar' }) planName!: string;
  @Column({ name: 'spec_hash', type: 'varchar' }) specHash!: string;
  @Column({ name: 'request_sealed', type: 'text' }) requestSealed!: string;
  @Column({ name: 'definition_sealed', type: 'text' }) definitionSealed!: string;
  @Column({ name: 'host_id', type: 'varchar' }) hostId!: string;
  @Column({ name: 'container_name', type: 'varchar' }) containerName!: string;
  @Column({ name: 'container_id', type: 'varchar', nullable: true }) containerId!: string | null;
  @Column({ name: 'image_id', type: 'varchar', nullable: true }) imageId!: string | null;
  @Column({ name: 'state', type: 'varchar' }) state!: string;
  @Column({ name: 'dashboard_url_sealed', type: 'text', nullable: true }) dashboardUrlSealed!: string | null;
  @Column({ name: 'version', type: 'int' }) version!: number;
  @Column({ name: 'created_at', type: 'bigint', transformer: toNumber }) createdAt!: number;
  @Column({ name: 'health', type: 'varchar', default: 'ok' }) health!: string;
  /** How often in a row the reconciler has started the container, and when it may again. */
  @Column({ name: 'restarts', type: 'int', default: 0 }) restarts!: number;
  @Column({ name: 'restart_at', type: 'bigint', transformer: toNumber, default: 0 }) restartAt!: number;
  /** How often a full host was left for another one. */
  @Column({ name: 'moves', type: 'int', default: 0 }) moves!: number;
  /** What a running update makes of it. */
  @Column({ name: 'target_sealed', type: 'text', nullable: true }) targetSealed!: string | null;
  /** The plan that it is to have while it is being updated: it counts for the limits of both. */
  @Column({ name: 'target_plan_name', type: 'varchar', nullable: true }) targetPlanName!: string | null;
  /** How often an update has replaced the container; part of the container's name. */
  @Column({ name: 'generation', type: 'int', default: 0 }) generation!: number;
  /** SemVer of what the container was made of. */
  @Column({ name: 'image_version', type: 'varchar', nullable: true }) imageVersion!: string | null;
  /** Of the image in its registry; NULL where the host did not have it from one. */
  @Column({ name: 'image_digest', type: 'varchar', nullable: true }) imageDigest!: string | null;
  /** JSON: where its volumes are mounted, in the order of their numbers. */
  @Column({ name: 'volume_paths', type: 'text', nullable: true }) volumePaths!: string | null;
  /** The house whose container serves it; NULL with a container of its own. */
  @Column({ name: 'shared_in', type: 'varchar', nullable: true }) sharedIn!: string | null;
  /** Only of a house, a container for several instances: which ones may share it. */
  @Column({ name: 'house_key', type: 'varchar', nullable: true }) houseKey!: string | null;
  /** Since when nobody has been seen in a house; NULL as soon as somebody moves in. */
  @Column({ name: 'empty_since', type: 'bigint', nullable: true, transformer: toNumber }) emptySince!: number | null;
  /** Fingerprints of the guids of organization and space; NULL: an older broker has made it (`fillOwnerKeys`). */
  @Column({ name: 'organization_key', type: 'varchar', nullable: true }) organizationKey!: string | null;
  @Column({ name: 'space_key', type: 'varchar', nullable: true }) spaceKey!: string | null;
  /** NULL until the platform has got an answer about it. */
  @Column({ name: 'acknowledged_at', type: 'bigint', nullable: true, transformer: toNumber }) acknowledgedAt!:
    number | null;
  /** What its container reserves of its host; NULL: an older broker has made it. */
  @Column({ name: 'memory_bytes', type: 'bigint', nullable: true, transformer: toNumber }) memoryBytes!: number | null;
  /** What it is to reserve while it is being updated: until that has ended the larger one counts. */
  @Column({ name: 'target_memory_bytes', type: 'bigint', nullable: true, transformer: toNumber }) targetMemoryBytes!:
    number | null;
}

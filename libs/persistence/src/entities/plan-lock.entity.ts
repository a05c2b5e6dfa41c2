import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Held by whoever counts the instances of a plan. Outlives the plan, which may be put anew meanwhile. */
@Entity('plan_lock')
export class PlanLockEntity {
  @PrimaryColumn({ name: 'service_name', type: 'varchar' }) serviceName!: string;
  @PrimaryColumn({ name: 'plan_name', type: 'varchar' }) planName!: string;
  @Column({ name: 'version', type: 'int' }) version!: number;
}

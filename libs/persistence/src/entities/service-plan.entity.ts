import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('service_plan')
export class ServicePlanEntity {
  @PrimaryColumn({ name: 'service_name', type: 'varchar' }) serviceName!: string;
  @PrimaryColumn({ name: 'plan_name', type: 'varchar' }) planName!: string;
  @Column({ name: 'position', type: 'int' }) position!: number;
  @Column({ name: 'definition_sealed', type: 'text' }) definitionSealed!: string;
  /** SemVer of its image, as first seen on a host since the plan was put. */
  @Column({ name: 'image_version', type: 'varchar', nullable: true }) imageVersion!: string | null;
}

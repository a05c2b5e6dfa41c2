import { Entity, PrimaryColumn } from 'typeorm';

/** One row: the name of all brokers that share this database, on the containers that they make. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar' }) id!: string;
}

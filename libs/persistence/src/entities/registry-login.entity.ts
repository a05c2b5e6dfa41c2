import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('registry_login')
export class RegistryLoginEntity {
  @PrimaryColumn({ name: 'registry_host', type: 'varchar' }) registryHost!: string;
  @Column({ name: 'user_name', type: 'varchar' }) userName!: string;
  @Column({ name: 'password_sealed', type: 'text' }) passwordSealed!: string;
}

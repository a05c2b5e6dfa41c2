import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('host_certificate')
export class CertificateEntity {
  @PrimaryColumn({ name: 'docker_host', type: 'varchar' }) dockerHost!: string;
  @Column({ name: 'version', type: 'int' }) version!: number;
  @Column({ name: 'ca', type: 'text', nullable: true }) ca!: string | null;
  @Column({ name: 'cert', type: 'text', nullable: true }) cert!: string | null;
  @Column({ name: 'key_sealed', type: 'text', nullable: true }) keySealed!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: the catalog's name, and a revision that every change of a service raises, so that all brokers see it. */
@Entity('catalog')
export class CatalogEntity {
  @PrimaryColumn({ name: 'id', type: 'int' }) id!: number;
  @Column({ name: 'name', type: 'varchar' }) name!: string;
  @Column({ name: 'revision', type: 'int' }) revision!: number;
  @Column({ name: 'user_name', type: 'varchar' }) userName!: string;
  @Column({ name: 'password_hash', type: 'varchar' }) passwordHash!: string;
}

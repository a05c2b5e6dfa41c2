import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** Why a host's engine may get no new instances; nothing while nobody has looked. */
export class EngineFault1764530000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE docker_host ADD COLUMN engine_fault varchar(255)').catch(ignoreWhatIsThere);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('docker_host', 'engine_fault');
  }
}

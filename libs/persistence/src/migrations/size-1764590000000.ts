import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ignoreWhatIsThere } from './ignore-what-is-there.js';

/** What is asked of a hundred thousand instances at once is found, or counted, in an index (docs/benchmarks.md). */
export class Size1764590000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement).catch(ignoreWhatIsThere);
    for (const name of REPLACED) await runner.dropIndex('service_instance', name, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX service_instance_plan ON service_instance (service_name, plan_name)');
    await runner.query('CREATE INDEX service_instance_host ON service_instance (host_id)');
    for (const [table, names] of Object.entries(ADDED)) for (const name of names) await runner.dropIndex(table, name);
  }
}

const STATEMENTS = [
  'CREATE INDEX service_instance_place ON service_instance (host_id, house_key)',
  'CREATE INDEX service_instance_memory ON service_instance (host_id, state, house_key, memory_bytes, target_memory_bytes)',
  'CREATE INDEX service_instance_unmeasured ON service_instance (memory_bytes)',
  'CREATE INDEX service_instance_of ON service_instance (organization_key, house_key, host_id)',
  'CREATE INDEX service_instance_service ON service_instance (service_name, created_at, id)',
  'CREATE INDEX service_instance_health ON service_instance (health, state)',
  'CREATE INDEX service_instance_unseen ON service_instance (acknowledged_at, state, created_at)',
  'CREATE INDEX operation_created ON operation (created_at)',
  'CREATE INDEX docker_host_pass ON docker_host (reconcile_at)',
  'CREATE INDEX image_pull_due ON image_pull (due_at)',
];

const ADDED = {
  service_instance: [
    'service_instance_place',
    'service_instance_memory',
    'service_instance_unmeasured',
    'service_instance_of',
    'service_instance_service',
    'service_instance_health',
    'service_instance_unseen',
  ],
  operation: ['operation_created'],
  docker_host: ['docker_host_pass'],
  image_pull: ['image_pull_due'],
};

/** Each is the beginning of another one: `service_instance_owner`, `service_instance_place`. */
const REPLACED = ['service_instance_plan', 'service_instance_host'];

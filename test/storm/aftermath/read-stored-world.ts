import type { ClusterDatabase } from '../../support/cluster/cluster-database.js';
import type { BindingRow, ClaimRow, InstanceRow, OperationRow, StoredWorld } from './aftermath.types.js';

/** Work on a host belongs to no instance, and never ends. */
const OPERATIONS = `SELECT id, kind, instance_id, binding_id, state, mode, step, description, live_key, exec_key, owner,
  epoch, attempts FROM operation WHERE live_key IS NULL OR live_key NOT LIKE 'h/%' ORDER BY created_at`;

const INSTANCES = 'SELECT id, state, health, plan_name, shared_in, house_key FROM service_instance';

/** Past the brokers. */
export async function readStoredWorld(database: ClusterDatabase): Promise<StoredWorld> {
  const [instances, bindings, claims, operations] = await Promise.all([
    database.read<InstanceRow>(INSTANCES),
    database.read<BindingRow>('SELECT id, instance_id, state FROM service_binding'),
    database.read<ClaimRow>('SELECT instance_id, host_port FROM port_claim WHERE instance_id IS NOT NULL'),
    database.read<OperationRow>(OPERATIONS),
  ]);
  return { instances, bindings, claims, operations };
}

import type { Cluster } from '../../support/cluster/cluster.js';
import { OsbClient } from '../../support/osb-client.js';
import type { Credentials } from '../../support/osb-client.js';
import type { Resource } from '../platform/resource.js';

interface Scene {
  readonly cluster: Cluster;
  readonly instances: readonly Resource[];
}

/** Whoever does not know whether something exists asks the broker, and believes it. */
export async function askForTheUnknown({ cluster, instances }: Scene): Promise<void> {
  const client = new OsbClient(cluster.ports[0] ?? 0);
  for (const instance of instances) {
    await ask(client, instance);
    if (instance.belief === 'gone') instance.bury();
    for (const binding of instance.bindings) await ask(client, binding);
  }
}

async function ask(client: OsbClient, resource: Resource): Promise<void> {
  if (resource.belief !== 'unknown') return;
  const { status, body } = await client.request('GET', resource.path);
  resource.note(`settled by GET: ${status}`);
  if (status !== 200 && status !== 404) return;
  resource.belief = status === 200 ? 'exists' : 'gone';
  if (status === 404) return;
  resource.firstAnswer ??= JSON.stringify(body);
  resource.credentials ??= (body as { credentials?: Credentials }).credentials;
}

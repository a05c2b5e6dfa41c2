import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from '../../support/cluster/cluster.js';
import { OsbClient } from '../../support/osb-client.js';
import type { Credentials } from '../../support/osb-client.js';
import type { Order, Resource } from '../platform/resource.js';

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
  if (isKnown(resource)) return;
  const { status, body } = await client.request('GET', resource.path);
  resource.note(`settled by GET: ${status}`);
  if (status !== 200 && status !== 404) return;
  resource.belief = status === 200 ? 'exists' : 'gone';
  if (status === 404) return;
  settleUpdate(resource, body as Partial<Order>);
  resource.firstAnswer ??= JSON.stringify(body);
  resource.credentials ??= (body as { credentials?: Credentials }).credentials;
}

/** An update of which nobody has said what came of it has come true, or has not. */
function settleUpdate(resource: Resource, { plan_id, parameters }: Partial<Order>): void {
  const { maybe } = resource;
  resource.maybe = undefined;
  if (maybe !== undefined && maybe.plan_id === plan_id && isDeepStrictEqual(maybe.parameters, parameters))
    resource.become(maybe);
}

/** Since its last update nobody may have looked. */
function isKnown({ belief, maybe, firstAnswer }: Resource): boolean {
  return belief === 'gone' || (belief === 'exists' && maybe === undefined && firstAnswer !== undefined);
}

import type { Cluster } from '../../support/cluster/cluster.js';
import { OsbClient } from '../../support/osb-client.js';
import type { Violation } from '../findings.js';
import type { Resource } from '../platform/resource.js';

interface Scene {
  readonly cluster: Cluster;
  readonly instances: readonly Resource[];
}

/** N6 and the rest of N4: each broker answers as the first one did; credentials work as long as their binding is there. */
export async function checkAnswers({ cluster, instances }: Scene): Promise<readonly Violation[]> {
  const clients = cluster.ports.map((port) => new OsbClient(port));
  const all = instances.flatMap((instance) => [instance, ...instance.bindings]);
  const violations: Violation[] = [];
  for (const resource of all) for (const client of clients) violations.push(...(await checkAnswer(client, resource)));
  for (const instance of instances)
    for (const binding of instance.bindings) violations.push(...(await checkLogin(cluster, instance, binding)));
  return violations;
}

async function checkAnswer(client: OsbClient, resource: Resource): Promise<Violation[]> {
  const { id, path, belief, firstAnswer } = resource;
  const { status, body } = await client.request('GET', path);
  if (belief === 'gone') return status === 404 ? [] : [{ id, what: `it is gone, but GET says ${status}` }];
  if (status === 200 && !path.includes('/service_bindings/') && !resource.mayBe(body as object))
    return [{ id, what: `it was to be ${JSON.stringify(resource.order)}, but GET says ${JSON.stringify(body)}` }];
  if (status === 200 && JSON.stringify(body) === firstAnswer) return [];
  return [{ id, what: `GET said ${firstAnswer ?? 'nothing'} first, now ${status} ${JSON.stringify(body)}` }];
}

async function checkLogin({ host }: Cluster, instance: Resource, binding: Resource): Promise<Violation[]> {
  const { credentials, belief } = binding;
  if (credentials === undefined) return [];
  const works = await host.accepts(instance.id, credentials);
  if (works === (belief === 'exists')) return [];
  return [{ id: binding.id, what: `its belief is ${belief}, its credentials work: ${String(works)}` }];
}

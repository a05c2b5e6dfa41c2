import { randomUUID } from 'node:crypto';
import { LeastLoadedDispatcher } from '#dispatch';
import { aBinding, anInstance, anOperation, aResult, type Stores } from '#persistence/testing';
import { LivingHostChooser } from '../../../apps/broker/src/dispatcher/living-host-chooser.js';
import { UsableHosts } from '../../../apps/broker/src/dispatcher/usable-hosts.js';
import type { ServiceDefinition } from '../../../apps/broker/src/catalog/service-definition.types.js';
import type { BrokerConfig } from '../../../apps/broker/src/config/broker-config.types.js';
import type { ForeignHosts } from '../../../apps/broker/src/dispatcher/foreign-hosts.js';

const LEASE_MS = 60_000;
const ENDPOINT = { kind: 'unix', socketPath: '/run/docker.sock' } as const;
const DEFINITION = { name: 'redis', plan: '100', containerName: '', memory: '1m' } as unknown as ServiceDefinition;
const WANTED = { definition: DEFINITION, organizationGuid: 'org-0' };

/** What a broker asks of its database, on one that is filled: everything but Docker. */
export class SizedBroker {
  private readonly chooser: LivingHostChooser;
  private readonly ordered: string[] = [];

  constructor(
    readonly stores: Stores,
    /** One with ten instances. */
    private readonly hostId: string,
  ) {
    const locate = async (id: string): Promise<never> =>
      ({ host: await stores.hosts.find(id), endpoint: ENDPOINT }) as never;
    const config = { docker: { memory: '1m' } } as unknown as BrokerConfig;
    const hosts = new UsableHosts(stores.hosts, { locate });
    this.chooser = new LivingHostChooser(hosts, {} as ForeignHosts, new LeastLoadedDispatcher(), config);
  }

  /** What is measured; deletions take what the orders before them have made. */
  get actions(): Readonly<Record<string, () => Promise<unknown>>> {
    const { stores } = this;
    return {
      'provision: host and intent': () => this.order(),
      'bind: intent to end': () => this.bind(),
      'GET an instance': () => stores.instances.find(`filled-${Math.floor(Math.random() * 100)}`),
      'DELETE: intent to end': () => this.remove(),
      "reconciler: a host's pass": () => this.pass(),
      'list of due work': () => Promise.all([stores.operations.findDue(50, []), stores.passes.findDue()]),
      '/readyz': () => stores.health.look(),
      'overview: a page of a host': () => stores.overview.list({ hostId: this.hostId, limit: 50 }),
    };
  }

  private async order(): Promise<void> {
    const hostId = await this.chooser.choose(WANTED, new Set());
    const instance = anInstance(hostId);
    const { outcome } = await this.stores.instances.openProvision(instance);
    if (outcome !== 'opened') throw new Error(outcome);
    await this.end(instance.operation.operationId, (claim) =>
      this.stores.instances.completeProvision(claim, instance.instanceId, { dashboardUrl: undefined }),
    );
    this.ordered.push(instance.instanceId);
  }

  private async bind(): Promise<void> {
    const binding = aBinding(`filled-${Math.floor(Math.random() * 100)}`);
    await this.stores.bindings.openBind(binding);
    await this.end(binding.operation.operationId, (claim) =>
      this.stores.bindings.completeBind(claim, binding.bindingId, aResult({ uri: 'redis://' })),
    );
  }

  private async remove(): Promise<void> {
    const instanceId = this.ordered.pop() ?? '';
    const operation = anOperation();
    await this.stores.instances.openDeprovision(instanceId, operation);
    await this.end(operation.operationId, (claim) => this.stores.instances.completeDeprovision(claim, instanceId));
  }

  private async pass(): Promise<void> {
    const { passes } = this.stores;
    const pass = await passes.claim(this.hostId, randomUUID(), LEASE_MS);
    if (pass === undefined) throw new Error('the host has a pass');
    const names = Array.from({ length: 10 }, (_, index) => index * 10);
    const instanceIds = names.map((number) => `filled-${number}`);
    await passes.survey(this.hostId, { instanceIds, operationIds: names.map((number) => `p-filled-${number}`) });
    await passes.recordSightings(pass, { orphans: [], strangersPorts: [] });
    await passes.complete(pass, 0);
  }

  private async end(
    operationId: string,
    complete: (claim: { operationId: string; owner: string; epoch: number }) => Promise<void>,
  ): Promise<void> {
    const claimed = await this.stores.operations.claim(operationId, 'bench', LEASE_MS);
    if (claimed === undefined) throw new Error('the operation is not to be had');
    await complete(claimed.claim);
  }
}

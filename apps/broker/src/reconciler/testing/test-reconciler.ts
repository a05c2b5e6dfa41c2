import type { Labelled } from '#docker-driver';
import type { Orphan } from '#persistence';
import { StoredHostDirectory } from '../../agents-registry/stored-host-directory.js';
import { ENDPOINT, type TestEngine } from '../../operations/testing/test-engine.js';
import { CarryOutActions } from '../carry-out-actions.js';
import { CheckEngine } from '../check-engine.js';
import { JudgeHost } from '../judge-host.js';
import { LookAfterHost } from '../look-after-host.js';
import { ProbeHost } from '../probe-host.js';
import { ReconcileHost } from '../reconcile-host.js';
import { RepairInstance } from '../repair-instance.js';
import { RemoveOrphans } from '../remove-orphans.js';
import { TendInstance } from '../tend-instance.js';

export const HOST_ID = 'unix:///run/engine.sock';

/** Passes over the one host of a `TestEngine`, by as many brokers as a test wants, without waiting for their time. */
export class TestReconciler {
  constructor(private readonly engine: TestEngine) {}

  newBroker(): ReconcileHost {
    const { docker, config, stores } = this.engine;
    const { passes, operations, installation, hosts, certificates } = stores;
    const directory = new StoredHostDirectory(hosts, certificates, config);
    const repair = new RepairInstance(this.engine.stores.instances, this.engine.newRunner());
    const tend = new TendInstance(passes, docker, installation, repair);
    return new ReconcileHost(
      passes,
      new ProbeHost(directory, docker, passes, operations),
      new LookAfterHost(
        new JudgeHost(passes, installation, config),
        new CarryOutActions(passes, tend, new RemoveOrphans(passes, docker)),
        new CheckEngine(docker, passes),
      ),
    );
  }

  /** The next pass is due as soon as this one has ended. */
  async pass(broker = this.newBroker(), signal = new AbortController().signal): Promise<void> {
    await broker.execute(HOST_ID, { nextInMs: -1, signal });
  }

  async passes(count: number): Promise<void> {
    for (let done = 0; done < count; done += 1) await this.pass();
  }

  /** As when the lease of whoever looks after the host is over. */
  async expire(): Promise<void> {
    await this.change('UPDATE docker_host SET reconcile_at = 0');
  }

  /** As if ten minutes had passed for what was seen, and for the next try of a start. */
  async age(): Promise<void> {
    await this.change('UPDATE orphan SET first_seen = first_seen - 600000');
    await this.change('UPDATE service_instance SET restart_at = restart_at - 600000');
  }

  async change(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    await this.engine.stores.database.write('by hand', (manager) => manager.query(sql, [...parameters]));
  }

  async orphans(): Promise<readonly Orphan[]> {
    return (await this.engine.stores.orphans.report(0)).orphans;
  }

  /** Runs, and publishes a port when there is one. */
  async addContainer(name: string, labels: Labelled['labels'], hostPort?: number): Promise<string> {
    const { docker } = this.engine;
    await docker.ensureNetwork(ENDPOINT, 'osb-tenants');
    const containerId = await docker.createContainer(ENDPOINT, {
      name,
      imageRef: 'redis',
      labels,
      environment: {},
      ports: hostPort === undefined ? [] : [{ port: 6379, protocol: 'tcp', hostPort, hostIp: '0.0.0.0' }],
      volumes: [],
      networkName: 'osb-tenants',
      capabilities: [],
      pidsLimit: 10,
    });
    await docker.startContainer(ENDPOINT, containerId);
    return containerId;
  }

  /** What a stalled worker of this operation makes after everybody else is done (failure-model row 33). */
  addLate(instanceId: string, operationId: string, name = `osb-${instanceId}`): Promise<string> {
    return this.addContainer(name, this.labels(instanceId, operationId));
  }

  labels(instanceId: string, operationId: string): Labelled['labels'] {
    return {
      'docker-broker.instance': instanceId,
      'docker-broker.service': 'redis',
      'docker-broker.broker': this.engine.stores.installation.installationId,
      'docker-broker.operation': operationId,
    };
  }

  containerIds(): readonly string[] {
    return this.engine.docker.containers(ENDPOINT).map(({ containerId }) => containerId);
  }
}

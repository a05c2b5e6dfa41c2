import { randomUUID } from 'node:crypto';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import type { ClaimedOperation, InstanceTarget, NewBinding, NewInstance, Operation } from '#persistence';
import {
  aBinding,
  aHost,
  anInstance,
  anOperation,
  aTarget,
  NO_MEMORY,
  openStores,
  type Stores,
} from '#persistence/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { DockerConfig } from '../../config/docker-config.js';
import { OperationsConfig } from '../../config/operations-config.js';
import { DurableOperationRunner } from '../durable-operation-runner.js';
import { Lease } from '../lease.js';
import type { OperationWork } from '../operation-work.port.js';
import { composeWorks } from './compose-works.js';
import { InMemoryServiceProbe } from './in-memory-service-probe.js';

export const ENDPOINT = { kind: 'unix', socketPath: '/run/engine.sock' } as const;
export const HOST_ID = 'unix:///run/engine.sock';
const PATIENCE_MS = 15_000;
const SHORT_LEASE_MS = 30;
const LONG_LEASE_MS = 60_000;

/** The durable engine on SQLite in memory and one Docker host, with as many brokers' workers as a test wants. */
export class TestEngine {
  readonly docker = new InMemoryDockerDriver();
  readonly probe = new InMemoryServiceProbe();
  private readonly runners: DurableOperationRunner[] = [];

  private constructor(
    readonly stores: Stores,
    readonly config: BrokerConfig,
  ) {}

  static async open(
    settings: Partial<BrokerConfig['operations']> = {},
    docker: Partial<BrokerConfig['docker']> = {},
  ): Promise<TestEngine> {
    const config = Object.assign(new BrokerConfig(), {
      operations: Object.assign(new OperationsConfig(), settings),
      docker: Object.assign(new DockerConfig(), docker),
    });
    const engine = new TestEngine(await openStores(), config);
    await engine.addHost(ENDPOINT.socketPath);
    return engine;
  }

  /** One more host, with the image that the definitions name. */
  async addHost(socketPath: string): Promise<void> {
    await this.stores.hosts.recordPing(aHost({ dockerHost: `unix://${socketPath}`, dockerPort: 0 }));
    const image = { exposedPorts: [{ port: 6379, protocol: 'tcp' as const }], volumes: ['/data'] };
    this.docker.addImage({ kind: 'unix', socketPath }, 'redis', image);
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.beforeApplicationShutdown()));
    await this.stores.database.close();
  }

  /** The engine of one more broker on the same database. */
  newRunner(): DurableOperationRunner {
    const runner = new DurableOperationRunner(
      this.stores.operations,
      composeWorks(this.stores, this.docker, this.config, this.probe),
      this.config,
    );
    this.runners.push(runner);
    return runner;
  }

  /** The stored intent of a new instance. */
  async order(definition = aDefinition(), changes: Partial<NewInstance> = {}): Promise<NewInstance> {
    const { name: serviceName, plan: planName } = definition;
    const instance = anInstance(HOST_ID, { serviceName, planName, definition, ports: [], ...changes });
    await this.stores.instances.openProvision(instance);
    return instance;
  }

  async orderBinding(instanceId: string, changes: Partial<NewBinding> = {}): Promise<NewBinding> {
    const binding = aBinding(instanceId, changes);
    await this.stores.bindings.openBind(binding);
    return binding;
  }

  async orderUnbind({ instanceId, bindingId }: NewBinding): Promise<string> {
    const operation = anOperation();
    await this.stores.bindings.openUnbind(instanceId, bindingId, operation);
    return operation.operationId;
  }

  /** The stored intent to change a served instance; the operation's id. */
  async orderUpdate({ instanceId }: NewInstance, changes: Partial<InstanceTarget> = {}): Promise<string> {
    const seen = await this.stores.instances.find(instanceId);
    if (seen === undefined) throw new Error('there is no such instance');
    const { planName, definition, request, generation } = seen;
    const target = aTarget({ planName, definition, request, generation: generation + 1, ...changes });
    const operation = anOperation({ deadlineMs: 600_000 });
    const wanted = { target, limits: {}, memory: NO_MEMORY };
    const opened = await this.stores.instances.openUpdate({ instanceId, seen, ...wanted, operation });
    if (opened.outcome !== 'opened') throw new Error(`the update was not opened: ${opened.outcome}`);
    return operation.operationId;
  }

  async orderDeprovision(instanceId: string): Promise<string> {
    const opened = await this.stores.instances.openDeprovision(instanceId, anOperation());
    if (opened.outcome === 'unknown') throw new Error('there is no such instance');
    return opened.operation.operationId;
  }

  /** An instance that is served. */
  async served(definition = aDefinition()): Promise<NewInstance> {
    const instance = await this.order(definition);
    await this.finish(instance.operation.operationId);
    return instance;
  }

  async bound(instanceId: string): Promise<NewBinding> {
    const binding = await this.orderBinding(instanceId);
    await this.finish(binding.operation.operationId);
    return binding;
  }

  /** Has the operation taken up, again and again, until it has ended. */
  async finish(operationId: string, runner = this.newRunner()): Promise<Operation> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (performance.now() < giveUpAt) {
      await runner.resume();
      const operation = await runner.waitForEnd(operationId, 20);
      if (operation !== undefined && operation.state !== 'in progress') return operation;
    }
    throw new Error(`Operation ${operationId} did not end: ${JSON.stringify(await this.operation(operationId))}`);
  }

  async operation(operationId: string): Promise<Operation | undefined> {
    return this.stores.operations.find(operationId);
  }

  /** Claimed by a broker whose lease ends at once, unless it is said. */
  async claim(operationId: string, leaseMs = SHORT_LEASE_MS): Promise<ClaimedOperation> {
    const operation = await this.stores.operations.claim(operationId, randomUUID(), leaseMs);
    if (operation === undefined) throw new Error('the operation is not to be had');
    return operation;
  }

  /** The work until a fault ends it, as a killed broker leaves it: nothing is said to the database any more. */
  async workAndDie(operationId: string): Promise<unknown> {
    const operation = await this.claim(operationId, LONG_LEASE_MS);
    const lease = new Lease(this.stores.operations, operation, LONG_LEASE_MS);
    const death = await this.failureOf(operation, lease);
    lease.end();
    await this.runOut(operationId);
    return death;
  }

  /** As when the time of its lease has gone by: a busy machine must not take it from a worker before it dies. */
  private async runOut(operationId: string): Promise<void> {
    const sql = 'UPDATE operation SET due_at = 0 WHERE id = ? AND live_key IS NOT NULL';
    await this.stores.database.write('run out', (manager) => manager.query(sql, [operationId]));
  }

  /** The work by a broker that has it for as long as it likes, until a fault; it is for others at once then. */
  async workAndGiveBack(operationId: string): Promise<unknown> {
    const operation = await this.claim(operationId, LONG_LEASE_MS);
    const lease = new Lease(this.stores.operations, operation, LONG_LEASE_MS);
    const failure = await this.failureOf(operation, lease);
    await lease.abandon();
    return failure;
  }

  private failureOf(operation: ClaimedOperation, lease: Lease): Promise<unknown> {
    return this.work(operation)
      .run(operation, lease)
      .catch((error: unknown) => error);
  }

  work({ kind }: Pick<Operation, 'kind'>): OperationWork {
    const work = composeWorks(this.stores, this.docker, this.config, this.probe).find(
      (candidate) => candidate.kind === kind,
    );
    if (work === undefined) throw new Error(`there is no work for ${kind}`);
    return work;
  }
}

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewInstance, Operation } from '#persistence';
import { aContainer, type Stores } from '#persistence/testing';
import { StoredHostDirectory } from '../agents-registry/stored-host-directory.js';
import { StoredCatalog } from '../catalog/stored-catalog.js';
import { OperationRunner } from '../operations/operation-runner.port.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { TestEngine } from '../operations/testing/test-engine.js';
import { UpdateFailedError } from '../osb/osb.errors.js';
import { SettleOperation } from '../osb/settle-operation.js';
import { StaticDashboards } from './static-dashboards.js';
import { UpdateInstance, type UpdateInput } from './update-instance.js';
import { MemoryOrders } from './memory-orders.js';
import { UpdateTargets } from './update-targets.js';

/** Brings an update as far as its switch, or nowhere, and never to its end. */
class SlowRunner extends OperationRunner {
  constructor(
    private readonly stores: Stores,
    private isSwitching: boolean,
  ) {
    super();
  }

  override start(): void {
    // It works while somebody waits.
  }

  override async waitForEnd(operationId: string): Promise<Operation | undefined> {
    if (this.isSwitching) await this.switch(operationId);
    this.isSwitching = false;
    return this.stores.operations.find(operationId);
  }

  override interrupt(): void {
    // Nobody works in this process.
  }

  private async switch(operationId: string): Promise<void> {
    const operation = await this.stores.operations.claim(operationId, 'slow', 60_000);
    if (operation === undefined) throw new Error('the update is not to be had');
    await this.stores.instances.switchContainer(operation.claim, operation.instanceId, aContainer());
  }
}

describe('UpdateInstance', () => {
  let engine: TestEngine;
  let instance: NewInstance;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    engine = await TestEngine.open();
    instance = await engine.served();
  });

  afterEach(() => engine.close());

  const updateOf = (isSwitching: boolean): UpdateInstance => {
    const { stores, config } = engine;
    const { hosts, certificates, instances, operations, services } = stores;
    const dashboards = new StaticDashboards(new StoredHostDirectory(hosts, certificates, config), instances);
    const settle = new SettleOperation(new SlowRunner(stores, isSwitching), operations, config);
    return new UpdateInstance(
      new UpdateTargets(new StoredCatalog(services), dashboards, new MemoryOrders(config)),
      instances,
      operations,
      settle,
    );
  };

  const sync = (): UpdateInput => ({
    ...{ instanceId: instance.instanceId, serviceId: 'redis', planId: undefined, acceptsIncomplete: false },
    ...{ parameters: { size: 2 }, context: {}, version: undefined },
    ...{ requestId: 'r', isWanted: () => Promise.resolve(true) },
  });

  it('has succeeded for who cannot poll once the new container serves, though the old one is still there (UPD-16)', async () => {
    expect(await updateOf(true).execute(sync())).toEqual({ outcome: 'updated', dashboardUrl: undefined });
  });

  it('is taken back for who cannot poll while the old one serves (UPD-16)', async () => {
    const update = updateOf(false).execute(sync());

    await expect(update).rejects.toThrow(UpdateFailedError);
    await expect(update).rejects.toThrow('is taken back');
    expect(await engine.stores.operations.findLatest(instance.instanceId, undefined)).toMatchObject({ mode: 'undo' });
  });
});

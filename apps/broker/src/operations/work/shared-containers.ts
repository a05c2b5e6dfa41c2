import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OperationStore, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { BindingScripts } from './binding-scripts.js';
import type { InstanceTask } from './instance-site.js';
import type { Served } from './service-containers.js';

const LOOK_EVERY_MS = 100;
/** Then the worker is for others: the house is among them. */
const WAIT_MS = 2_000;
const RETRY_MS = 1_000;

/** The container of a house, as one of its tenants sees it: made, started and mended by operations of the house. */
@Injectable()
export class SharedContainers {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly operations: OperationStore,
    private readonly scripts: BindingScripts,
  ) {}

  /** One that was stopped is started, as for bindings. Throws `WorkFailedError` when the house could not be made. */
  async findServed(task: InstanceTask): Promise<Served> {
    const house = await this.waitForHouse(task);
    if (house?.state !== 'ready') throw new WorkFailedError(await this.describeFailure(task));
    const { hostId } = task.site.host;
    const served = house.hostId === hostId ? await this.scripts.findServed(task) : undefined;
    if (served === undefined) throw new WorkBlockedError('The shared container is not there.', RETRY_MS);
    return { containerId: served.containerId, ports: await this.instances.findPorts(house.instanceId) };
  }

  private async waitForHouse({ site: { home }, lease }: InstanceTask): Promise<ServiceInstance | undefined> {
    if (home.state !== 'creating') return home;
    return lease.step('shared container', 'waiting for the shared container', async () => {
      const giveUpAt = performance.now() + WAIT_MS;
      for (;;) {
        const house = await this.instances.find(home.instanceId);
        if (house?.state !== 'creating') return house;
        if (lease.signal.aborted || performance.now() > giveUpAt)
          throw new WorkBlockedError('The shared container is still being made.', RETRY_MS);
        await sleep(LOOK_EVERY_MS);
      }
    });
  }

  /** In the words of the house's own operation: they were made for the platform's user. */
  private async describeFailure({ site: { home } }: InstanceTask): Promise<string> {
    const operation = await this.operations.findLatest(home.instanceId, undefined);
    const isTold = operation?.kind === 'provision' && operation.description !== '';
    return isTold ? operation.description : 'The container that the instance was to share is gone. Try again.';
  }
}

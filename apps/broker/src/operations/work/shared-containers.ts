import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OperationStore, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { ContainerFinder } from './container-finder.js';
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
    private readonly finder: ContainerFinder,
  ) {}

  /** Throws `WorkFailedError` when the house could not be made. */
  async findServed(task: InstanceTask): Promise<Served> {
    const house = await this.waitForHouse(task);
    if (house?.state !== 'ready') throw new WorkFailedError(await this.describeFailure(task));
    const { hostId } = task.site.host;
    const container = house.hostId === hostId ? await this.finder.find(task.site) : undefined;
    if (container?.state !== 'running') throw new WorkBlockedError('The shared container does not run.', RETRY_MS);
    return { containerId: container.containerId, ports: await this.instances.findPorts(house.instanceId) };
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

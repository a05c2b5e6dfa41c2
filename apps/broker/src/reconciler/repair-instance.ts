import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServiceInstanceStore } from '#persistence';
import { OperationRunner } from '../operations/operation-runner.port.js';

/** Orders a new container for an instance whose own cannot start any more; the engine sees it through (ADR 0020). */
@Injectable()
export class RepairInstance {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly runner: OperationRunner,
  ) {}

  /** False: it is not ready any more, or an operation is at work on it. */
  async execute(instanceId: string): Promise<boolean> {
    const order = { operationId: randomUUID(), requestId: 'reconciler' };
    const operation = await this.instances.openRepair(instanceId, order);
    if (operation !== undefined) this.runner.start(operation);
    return operation !== undefined;
  }
}

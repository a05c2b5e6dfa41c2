import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { HouseStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { OperationRunner } from './operation-runner.port.js';

const EVERY_MS = 5_000;

/** A shared container in which nobody lives is kept for a while, for whoever comes next, then removed. */
@Injectable()
export class RemoveEmptyHousesJob {
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly houses: HouseStore,
    private readonly runner: OperationRunner,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(EVERY_MS)
  async remove(): Promise<void> {
    try {
      for (const houseId of await this.houses.findEmpty()) await this.removeOne(houseId);
    } catch (error) {
      const reason = error instanceof Error ? describeError(error) : '';
      this.logger.warn({ message: 'empty shared containers could not be looked up', reason });
    }
  }

  private async removeOne(houseId: string): Promise<void> {
    const emptyForMs = this.config.operations.emptyContainerSeconds * 1_000;
    const order = { operationId: randomUUID(), requestId: 'empty container' };
    const operation = await this.houses.openRemoval({ houseId, emptyForMs, operation: order });
    if (operation === undefined) return;
    this.logger.log({ message: 'an empty shared container is removed', instanceId: houseId });
    this.runner.start(operation);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { ServiceInstanceStore } from '#persistence';

/**
 * The answer to a PUT has left: from now on the platform knows of the instance. One whose answer got lost may be unknown
 * to the platform, which cleans up after time-outs but not after cut connections; operators find it by this (row 8).
 */
@Injectable()
export class AcknowledgeInstance {
  private readonly logger = new Logger(AcknowledgeInstance.name);

  constructor(private readonly instances: ServiceInstanceStore) {}

  /** Nobody waits for it; should the database be away, the instance is only shown as one to look at. */
  execute(instanceId: string): void {
    this.instances.acknowledge(instanceId).catch((error: unknown) => {
      this.logger.debug({ message: 'an answer was not noted', instanceId, error: String(error) });
    });
  }
}

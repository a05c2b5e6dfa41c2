import { Injectable, Logger } from '@nestjs/common';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { ContainerFinder } from './container-finder.js';
import { withoutDrain } from '../../drains/drain-parameter.types.js';
import type { InstanceTask } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';

/** `/deprovision`, as far as it works. */
@Injectable()
export class GoodbyeScript {
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly finder: ContainerFinder,
    private readonly scripts: LifecycleScripts,
  ) {}

  /** The container goes in any case, so a script that refuses, or hangs, is only worth a line in the log (row 55). */
  async run(task: InstanceTask): Promise<void> {
    const container = await this.finder.find(task.site);
    if (container?.state !== 'running') return;
    const { containerId } = container;
    const { ports, instance } = task.site;
    const parameters = withoutDrain(instance.request.parameters);
    try {
      await this.scripts.run(task, { script: '/deprovision', containerId, ports, parameters });
    } catch (error) {
      const isHanging = error instanceof WorkBlockedError && !task.lease.signal.aborted;
      if (!isHanging && !(error instanceof WorkFailedError)) throw error;
      const { operationId, instanceId } = task.operation;
      const detail = error instanceof WorkFailedError ? error.detail : undefined;
      this.logger.warn({ message: error.message, detail, operationId, instanceId });
    }
  }
}

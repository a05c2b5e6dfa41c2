import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { withoutDrain } from '../../drains/drain-parameter.types.js';
import type { InstanceTarget } from '#persistence';
import { NeverPossibleError, ScriptMissingError, WorkFailedError } from '../operations.errors.js';
import { type InstanceTask, isStatic, toTargetSite } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import type { Served } from './service-containers.js';

const NO_PARAMETERS =
  'The parameters of this service cannot be changed: its image has no /update script. Make a new instance instead.';

/** `/update`: optional, unless there are parameters that only it could make true. */
@Injectable()
export class UpdateScript {
  private readonly logger = new Logger('Operation');

  constructor(private readonly scripts: LifecycleScripts) {}

  /** No script of a binding runs while the container may go away. */
  takeTurn(task: InstanceTask): Promise<void> {
    return this.scripts.takeTurn(task);
  }

  async run(task: InstanceTask, target: InstanceTarget, served: Served): Promise<void> {
    const site = toTargetSite(task.site, target);
    if (isStatic(site.definition)) return;
    const before = task.site.instance;
    const parameters = withoutDrain(target.request.parameters);
    const isOptional = isDeepStrictEqual(parameters, withoutDrain(before.request.parameters));
    const call = { script: '/update', ...served, parameters, previousPlan: before.planName } as const;
    try {
      await this.scripts.run({ ...task, site }, { ...call, isOptional });
    } catch (error) {
      throw error instanceof ScriptMissingError ? new NeverPossibleError(NO_PARAMETERS, error.detail, error) : error;
    }
  }

  /**
   * A script that has begun may have changed something: it is asked for what was before. Whether it can is its own
   * business, the instance is back in its old container in any case.
   */
  async takeBack(task: InstanceTask, served: Served): Promise<void> {
    const { instance, definition } = task.site;
    if (task.operation.execId === undefined || isStatic(definition)) return;
    const parameters = withoutDrain(instance.request.parameters);
    try {
      await this.scripts.run(task, { script: '/update', ...served, parameters, isOptional: true });
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      const { message, detail } = error;
      const { operationId, instanceId } = task.operation;
      this.logger.warn({ message, detail, operationId, instanceId });
    }
  }
}

import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { withoutDrain } from '../../drains/drain-parameter.types.js';
import type { InstanceTarget } from '#persistence';
import { mergeParameters } from '../merge-parameters.types.js';
import { withoutMapped } from '../parameter-environment.types.js';
import { NeverPossibleError, ScriptMissingError, WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { type InstanceSite, type InstanceTask, isStatic, toTargetSite } from './instance-site.js';
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
    const isOptional = isSameForScript(site, parameters, before.request.parameters);
    const secrets = [before.request.parameters, task.site.definition.environment];
    const call = { script: '/update', ...served, parameters, secrets, previousPlan: before.planName } as const;
    try {
      await this.scripts.run({ ...task, site }, { ...call, isOptional });
    } catch (error) {
      throw error instanceof ScriptMissingError ? new NeverPossibleError(NO_PARAMETERS, error.detail, error) : error;
    }
  }

  /**
   * A script that has begun may have changed something: it is asked for what was before. Whether it can is its own
   * business, and so is one that hangs (row 55): the instance is back in its old container in any case.
   */
  async takeBack(task: InstanceTask, served: Served): Promise<void> {
    const { instance, definition } = task.site;
    if (task.operation.execId === undefined || isStatic(definition)) return;
    const parameters = withoutDrain(instance.request.parameters);
    const secrets = [instance.target?.request.parameters];
    try {
      await this.scripts.run(task, { script: '/update', ...served, parameters, secrets, isOptional: true });
    } catch (error) {
      const isHanging = error instanceof WorkBlockedError && !task.lease.signal.aborted;
      if (!isHanging && !(error instanceof WorkFailedError)) throw error;
      const { operationId, instanceId } = task.operation;
      const detail = error instanceof WorkFailedError ? error.detail : undefined;
      this.logger.warn({ message: error.message, detail, operationId, instanceId });
    }
  }
}

type Parameters = Readonly<Record<string, unknown>>;

/** What becomes the container's environment is true without a script, and where its log goes is not its business. */
function isSameForScript({ definition }: InstanceSite, wanted: Parameters, present: Parameters): boolean {
  const [after, before] = [wanted, mergeParameters(present, {})].map((parameters) =>
    withoutMapped(definition, withoutDrain(parameters)),
  );
  return isDeepStrictEqual(after, before);
}

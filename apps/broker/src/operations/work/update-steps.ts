import { Injectable } from '@nestjs/common';
import { type InstanceTarget, ServiceInstanceStore } from '#persistence';
import { InPlaceChange } from './in-place-change.js';
import type { InstanceTask } from './instance-site.js';
import { type Successor, SuccessorMaker } from './successor-maker.js';
import { UpdateScript } from './update-script.js';

/** The way forward of an update, up to the point from which there is no way back. */
@Injectable()
export class UpdateSteps {
  constructor(
    private readonly inPlace: InPlaceChange,
    private readonly maker: SuccessorMaker,
    private readonly script: UpdateScript,
    private readonly instances: ServiceInstanceStore,
  ) {}

  /** `switched`: the instance is in its new container from now on. `in place`: it only has to be said that it is done. */
  async take(task: InstanceTask, target: InstanceTarget): Promise<'switched' | 'in place'> {
    await this.script.takeTurn(task);
    const successor = await this.changeContainer(task, target);
    await this.script.run(task, target, successor ?? (await this.inPlace.findRunning(task)));
    if (successor === undefined) return 'in place';
    const { claim, instanceId } = task.operation;
    await this.instances.switchContainer(claim, instanceId, successor.made);
    return 'switched';
  }

  /** `undefined`: the container stays. What has begun with a new one goes on so. */
  private async changeContainer(task: InstanceTask, target: InstanceTarget): Promise<Successor | undefined> {
    const decision = this.inPlace.chooseWay(task, target);
    if (decision.way === 'keep') return undefined;
    const isBegun = await this.maker.hasBegun(task.site, target);
    const mayStay = decision.way === 'change limits' && !isBegun;
    if (mayStay && (await this.inPlace.changeLimits(task, decision.limits))) return undefined;
    return this.maker.make(task, target);
  }
}

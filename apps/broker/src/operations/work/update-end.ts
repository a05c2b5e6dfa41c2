import { Injectable } from '@nestjs/common';
import type { InstanceTarget } from '#persistence';
import { ContainerShift } from './container-shift.js';
import type { InstanceTask } from './instance-site.js';
import { UpdateScript } from './update-script.js';
import { WayBack } from './way-back.js';

/** Both ends of an update: one container for good, the new one or the old one. */
@Injectable()
export class UpdateEnd {
  constructor(
    private readonly shift: ContainerShift,
    private readonly wayBack: WayBack,
    private readonly script: UpdateScript,
  ) {}

  settle(task: InstanceTask): Promise<void> {
    return this.shift.settle(task);
  }

  async goBack(task: InstanceTask, target: InstanceTarget): Promise<void> {
    await this.script.takeBack(task, await this.wayBack.take(task, target));
  }
}

import { Injectable } from '@nestjs/common';
import type { InstanceTarget } from '#persistence';
import { ContainerFactory } from './container-factory.js';
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
    private readonly factory: ContainerFactory,
  ) {}

  settle(task: InstanceTask): Promise<void> {
    return this.shift.settle(task);
  }

  async goBack(task: InstanceTask, target: InstanceTarget): Promise<void> {
    const served = await this.wayBack.take(task, target);
    await this.factory.keepPorts(task, served);
    await this.script.takeBack(task, served);
  }
}

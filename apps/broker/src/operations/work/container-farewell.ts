import { Injectable } from '@nestjs/common';
import { ContainerRemoval } from './container-removal.js';
import { GoodbyeScript } from './goodbye-script.js';
import { type InstanceTask, isStatic } from './instance-site.js';

/** `/deprovision` as far as it works · stop · remove container and volumes. In a house no script was ever run for itself. */
@Injectable()
export class ContainerFarewell {
  constructor(
    private readonly goodbye: GoodbyeScript,
    private readonly removal: ContainerRemoval,
  ) {}

  async run(task: InstanceTask): Promise<void> {
    const { instance, definition } = task.site;
    if (!isStatic(definition) && !instance.isHouse) await this.goodbye.run(task);
    await this.removal.remove(task);
  }
}

import { Injectable } from '@nestjs/common';
import { WorkFailedError } from '../operations.errors.js';
import type { InstanceTask } from './instance-site.js';
import { LeavingScripts } from './leaving-scripts.js';
import type { Served } from './service-containers.js';
import { SharedContainers } from './shared-containers.js';

/** Where an instance is made that uses a container with others: there, once it is ready. */
@Injectable()
export class TenantPlaces {
  constructor(
    private readonly shared: SharedContainers,
    private readonly leaving: LeavingScripts,
  ) {}

  findServed(task: InstanceTask): Promise<Served> {
    return this.shared.findServed(task);
  }

  /** By script, since the container stays; for as long as that takes. */
  async clear(task: InstanceTask): Promise<void> {
    const left = await this.leaving.run(task);
    if (left.outcome === 'refused') throw new WorkFailedError(left.reason, left.detail);
  }
}

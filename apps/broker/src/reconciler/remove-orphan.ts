import { Injectable, Logger } from '@nestjs/common';
import { OrphanStore } from '#persistence';
import { OrphanResources } from './orphan-resources.js';

/** An administrator says that nobody needs it: removed at once, without any tombstone. */
@Injectable()
export class RemoveOrphan {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly orphans: OrphanStore,
    private readonly resources: OrphanResources,
  ) {}

  async execute(hostId: string, resourceId: string): Promise<void> {
    const orphan = await this.resources.get(hostId, resourceId);
    await this.resources.remove(orphan);
    await this.orphans.forget(orphan);
    const { kind, name, instanceId } = orphan;
    this.logger.warn({ message: 'orphan removed by an administrator', hostId, kind, resourceId, name, instanceId });
  }
}

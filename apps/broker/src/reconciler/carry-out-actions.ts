import { Injectable, Logger } from '@nestjs/common';
import type { DockerEndpoint } from '#docker-driver';
import { type HostPass, HostPassStore } from '#persistence';
import type { HostActions, JudgedOrphan } from './decide-host-actions.js';
import { RemoveOrphans } from './remove-orphans.js';
import { TendInstance } from './tend-instance.js';

/** Writes down what was seen, then mends and removes. Each write proves that the host is still this broker's. */
@Injectable()
export class CarryOutActions {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly passes: HostPassStore,
    private readonly tendInstance: TendInstance,
    private readonly removeOrphans: RemoveOrphans,
  ) {}

  async execute(
    pass: HostPass,
    endpoint: DockerEndpoint,
    { orphans, strangersPorts, instances, removals }: HostActions,
    signal: AbortSignal,
  ): Promise<void> {
    await this.passes.recordSightings(pass, { orphans: orphans, strangersPorts });
    this.tellOf(orphans, pass.hostId);
    for (const { instance, action } of instances) {
      if (signal.aborted) return;
      await this.tendInstance.execute(pass, endpoint, instance, action);
    }
    await this.removeOrphans.execute(pass, endpoint, removals, signal);
  }

  /** Once for each, at its first sighting; later ones are in `/admin/orphans`. */
  private tellOf(orphans: readonly JudgedOrphan[], hostId: string): void {
    for (const { isNew, ...orphan } of orphans)
      if (isNew) this.logger.warn({ message: 'orphan seen', hostId, ...orphan });
  }
}

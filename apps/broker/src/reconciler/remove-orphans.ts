import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, type DockerEndpoint, EngineBusyError } from '#docker-driver';
import { describeError } from '#logging';
import { type HostPass, HostPassStore, type Resource } from '#persistence';

/** Removes what a tombstone proves ours: containers by Docker's id, so that no later one of the same name is met (row 59). */
@Injectable()
export class RemoveOrphans {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly passes: HostPassStore,
    private readonly docker: DockerDriver,
  ) {}

  async execute(
    pass: HostPass,
    endpoint: DockerEndpoint,
    orphans: readonly Resource[],
    signal: AbortSignal,
  ): Promise<void> {
    for (const orphan of orphans) {
      if (signal.aborted) return;
      await this.passes.renew(pass);
      if (await this.remove(endpoint, orphan, pass.hostId)) await this.passes.forgetOrphan(pass, orphan);
    }
  }

  /** An engine that is busy with it, or a volume that a container uses by now: the next pass tries again. */
  private async remove(endpoint: DockerEndpoint, orphan: Resource, hostId: string): Promise<boolean> {
    try {
      if (orphan.kind === 'container') await this.docker.removeContainer(endpoint, orphan.resourceId);
      else await this.docker.removeVolume(endpoint, orphan.resourceId);
      this.logger.warn({ message: 'orphan removed', hostId, ...orphan });
      return true;
    } catch (error) {
      if (!(error instanceof EngineBusyError)) throw error;
      this.logger.warn({ message: 'orphan could not be removed', hostId, ...orphan, reason: describeError(error) });
      return false;
    }
  }
}

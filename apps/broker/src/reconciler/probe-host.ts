import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, DockerDriverError, type DockerEndpoint } from '#docker-driver';
import { describeError } from '#logging';
import { type HostPass, HostPassStore, MOST_FAILURES, OperationStore } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { INSTANCE_LABEL } from '../operations/container-labels.types.js';
import type { HostListing } from './to-resources.js';

export interface SeenHost {
  readonly endpoint: DockerEndpoint;
  readonly listing: HostListing;
}

/** Asks a host's engine for all that it has, and notes whether it answered (failure-model row 64). */
@Injectable()
export class ProbeHost {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly directory: HostDirectory,
    private readonly docker: DockerDriver,
    private readonly passes: HostPassStore,
    private readonly operations: OperationStore,
  ) {}

  /** `undefined`: it did not answer everything, so nothing is known of it. */
  async execute(pass: HostPass): Promise<SeenHost | undefined> {
    const seen = await this.look(pass);
    if (seen === undefined) return undefined;
    await this.noteAnswer(pass);
    return seen;
  }

  private async look(pass: HostPass): Promise<SeenHost | undefined> {
    try {
      const { endpoint } = await this.directory.locate(pass.hostId);
      const containers = await this.docker.listContainers(endpoint);
      const volumes = await this.docker.listVolumes(endpoint, INSTANCE_LABEL);
      return { endpoint, listing: { containers, volumes } };
    } catch (error) {
      if (!isSilence(error)) throw error;
      await this.noteSilence(pass, describeError(error));
      return undefined;
    }
  }

  private async noteSilence(pass: HostPass, reason: string): Promise<void> {
    const failures = pass.engineFailures + 1;
    await this.passes.recordProbe(pass, failures);
    const { hostId } = pass;
    if (failures === MOST_FAILURES)
      this.logger.warn({
        message: 'host is degraded: no new instances there until its Docker answers',
        hostId,
        reason,
      });
  }

  /** What was postponed because of the host is due now. */
  private async noteAnswer(pass: HostPass): Promise<void> {
    const { hostId, engineFailures } = pass;
    if (engineFailures === 0) return;
    await this.passes.recordProbe(pass, 0);
    const woken = await this.operations.wakeHost(hostId);
    if (engineFailures >= MOST_FAILURES) this.logger.log({ message: 'host is no longer degraded', hostId, woken });
  }
}

function isSilence(error: unknown): error is Error {
  return (
    error instanceof DockerDriverError || error instanceof HostNotAllowedError || error instanceof HostUnknownError
  );
}

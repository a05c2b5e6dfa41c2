import { Injectable } from '@nestjs/common';
import {
  type ContainerInfo,
  DockerDriver,
  DockerDriverError,
  EngineBusyError,
  type DockerEndpoint,
} from '#docker-driver';
import { Installation, type Orphan, OrphanStore } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { findInstanceId, INSTANCE_LABEL } from '../operations/container-labels.types.js';
import { ConflictError, NotFoundError, UnavailableError } from '../osb/osb.errors.js';

/** Orphans as they are on their hosts now, for an administrator who has decided about one. */
@Injectable()
export class OrphanResources {
  constructor(
    private readonly orphans: OrphanStore,
    private readonly directory: HostDirectory,
    private readonly docker: DockerDriver,
    private readonly installation: Installation,
  ) {}

  /** Throws `NotFoundError`, and `ConflictError` while an operation works on an instance of its id. */
  async get(hostId: string, resourceId: string): Promise<Orphan> {
    const orphan = await this.orphans.find(hostId, resourceId);
    if (orphan === undefined || orphan.isOwned)
      throw new NotFoundError('No pass has seen such an orphan on this host.');
    if (orphan.isInstanceBusy || orphan.tombstone === 'living')
      throw new ConflictError('An operation on an instance of its id is in progress.');
    return orphan;
  }

  /** `undefined`: the host itself says that it is gone, or is no longer what was seen. Throws `UnavailableError`. */
  findContainer(orphan: Orphan): Promise<ContainerInfo | undefined> {
    return this.ask(orphan, async (endpoint) => {
      const container = await this.docker.findContainer(endpoint, orphan.resourceId);
      return container !== undefined && this.isOf(orphan, container.labels) ? container : undefined;
    });
  }

  /** Gone already is fine. Throws `ConflictError` while a container uses the volume, and `UnavailableError`. */
  remove(orphan: Orphan): Promise<void> {
    return this.ask(orphan, async (endpoint) => {
      if (!(await this.isThere(endpoint, orphan))) return;
      if (orphan.kind === 'container') await this.docker.removeContainer(endpoint, orphan.resourceId);
      else await this.docker.removeVolume(endpoint, orphan.resourceId);
    });
  }

  /** By its labels: a volume's name may have been given to something else since. */
  private async isThere(endpoint: DockerEndpoint, orphan: Orphan): Promise<boolean> {
    if (orphan.kind === 'container') return (await this.findContainer(orphan)) !== undefined;
    const volumes = await this.docker.listVolumes(endpoint, `${INSTANCE_LABEL}=${orphan.instanceId}`);
    return volumes.some(({ name, labels }) => name === orphan.resourceId && this.isOf(orphan, labels));
  }

  private isOf({ instanceId }: Orphan, labels: Readonly<Record<string, string>>): boolean {
    return findInstanceId(labels, this.installation.installationId) === instanceId;
  }

  private async ask<T>({ hostId }: Orphan, question: (endpoint: DockerEndpoint) => Promise<T>): Promise<T> {
    try {
      const { endpoint } = await this.directory.locate(hostId);
      return await question(endpoint);
    } catch (error) {
      if (error instanceof EngineBusyError)
        throw new ConflictError('The host is busy with it, or a container uses the volume: remove that one first.');
      if (isSilence(error)) throw new UnavailableError('The Docker host cannot be reached at the moment.');
      throw error;
    }
  }
}

function isSilence(error: unknown): boolean {
  return (
    error instanceof DockerDriverError || error instanceof HostNotAllowedError || error instanceof HostUnknownError
  );
}

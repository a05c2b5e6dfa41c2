import { Injectable } from '@nestjs/common';
import { ContainerMissingError, DockerDriver, DockerDriverError, type DockerEndpoint } from '#docker-driver';
import { ServiceBindingStore, ServiceInstanceStore } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { hideSecrets } from '../operations/hide-secrets.types.js';
import { ConflictError, NotFoundError, UnavailableError } from '../osb/osb.errors.js';
import { findSecrets } from './find-secrets.js';

/** Where an instance's log is. */
export interface LogSource {
  readonly instanceId: string;
  readonly endpoint: DockerEndpoint;
  readonly containerName: string;
  readonly containerId: string;
}

/** Hides in a text what is secret of an instance. */
export type Hide = (text: string) => string;

/** Finds the container that an instance runs in, and knows what must not be read in its log. */
@Injectable()
export class LogSources {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly bindings: ServiceBindingStore,
    private readonly hosts: HostDirectory,
    private readonly docker: DockerDriver,
  ) {}

  /** Throws `NotFoundError`, `ConflictError`, `UnavailableError`. */
  async get(instanceId: string): Promise<LogSource> {
    const instance = await this.instances.find(instanceId);
    if (instance === undefined) throw new NotFoundError('The instance does not exist.');
    const foreign = (instance.definition as ServiceDefinition).containerName;
    const containerName = foreign === '' ? instance.containerName : foreign;
    return reachable(async () => {
      const { endpoint } = await this.hosts.locate(instance.hostId);
      const container = await this.docker.findContainer(endpoint, containerName);
      if (container === undefined)
        throw new ConflictError('The instance has no container now, so there is no log. See its state, and try again.');
      return { instanceId, endpoint, containerName, containerId: container.containerId };
    });
  }

  /** With what is known now: a binding that is made later brings a password of its own. */
  async findSecretsOf(instanceId: string): Promise<Hide> {
    const instance = await this.instances.find(instanceId);
    if (instance === undefined) return (text) => text;
    const secrets = findSecrets({ instance, bindings: await this.bindings.findAllOf(instanceId) });
    return (text) => hideSecrets(text, secrets);
  }
}

/** What Docker does not tell us is no fault of ours, nor of who asks. Throws `ConflictError`, `UnavailableError`. */
export async function reachable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ContainerMissingError)
      throw new ConflictError('The container was removed while its log was read. Try again.');
    if (isSilence(error))
      throw new UnavailableError("The instance's Docker host does not answer. Try again when it does.");
    throw error;
  }
}

function isSilence(error: unknown): boolean {
  return (
    error instanceof DockerDriverError || error instanceof HostNotAllowedError || error instanceof HostUnknownError
  );
}

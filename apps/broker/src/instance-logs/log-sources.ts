import { Injectable } from '@nestjs/common';
import { ContainerMissingError, DockerDriver, DockerDriverError, type DockerEndpoint } from '#docker-driver';
import { ServiceBindingStore, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { makeHider } from '../operations/hide-secrets.types.js';
import { ConflictError, NotFoundError, UnavailableError } from '../osb/osb.errors.js';
import { GIVEN_UP } from '../osb/given-up.js';
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
    if (instance.health === 'given up') throw new ConflictError(GIVEN_UP);
    const { hostId, containerName } = await this.findPlace(instance);
    return reachable(async () => {
      const { endpoint } = await this.hosts.locate(hostId);
      const container = await this.docker.findContainer(endpoint, containerName);
      if (container === undefined)
        throw new ConflictError('The instance has no container now, so there is no log. See its state, and try again.');
      return { instanceId, endpoint, containerName, containerId: container.containerId };
    });
  }

  /**
   * With what is known now: a binding that is made later brings a password of its own. Those who share a container write
   * into one log.
   */
  async findSecretsOf(instanceId: string): Promise<Hide> {
    const instance = await this.instances.find(instanceId);
    if (instance === undefined) return (text) => text;
    const secrets = await Promise.all((await this.findWriters(instance)).map((writer) => this.findOwnSecrets(writer)));
    return makeHider(secrets.flat());
  }

  private async findOwnSecrets(instance: ServiceInstance): Promise<readonly string[]> {
    return findSecrets({ instance, bindings: await this.bindings.findOf(instance.instanceId) });
  }

  private async findWriters(instance: ServiceInstance): Promise<readonly ServiceInstance[]> {
    const place = placeOf(instance);
    if (place === instance.instanceId && !instance.isHouse) return [instance];
    const others = (await this.instances.findOnHost(instance.hostId)).filter((other) => placeOf(other) === place);
    // It is not among them when its creation has failed.
    return [instance, ...others];
  }

  private async findPlace(instance: ServiceInstance): Promise<Pick<ServiceInstance, 'hostId' | 'containerName'>> {
    const { containerName } = instance.definition as ServiceDefinition;
    if (containerName !== '') return { hostId: instance.hostId, containerName };
    const house = instance.sharedIn === undefined ? undefined : await this.instances.find(instance.sharedIn);
    return house ?? instance;
  }
}

/** Those who have the same one write into the same log. */
function placeOf({ instanceId, sharedIn, definition }: ServiceInstance): string {
  const { containerName } = definition as ServiceDefinition;
  return containerName === '' ? (sharedIn ?? instanceId) : `container ${containerName}`;
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

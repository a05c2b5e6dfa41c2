import { Injectable } from '@nestjs/common';
import { type ContainerInfo, DockerDriver } from '#docker-driver';
import { findInstanceId } from '../container-labels.types.js';
import { type InstanceSite, isForeign } from './instance-site.js';

/** Finds the containers of instances on their hosts. */
@Injectable()
export class ContainerFinder {
  constructor(private readonly docker: DockerDriver) {}

  /** The container that serves the instance; `undefined` when the host itself says that there is none, or only a stranger of its name. */
  async find(site: InstanceSite): Promise<ContainerInfo | undefined> {
    const { endpoint, definition, home } = site;
    if (isForeign(definition)) return this.docker.findContainer(endpoint, definition.containerName);
    return this.findNamed(site, home.containerName);
  }

  /** A container that was made for the instance, or for those with whom it shares, by its name. */
  async findNamed(site: InstanceSite, name: string): Promise<ContainerInfo | undefined> {
    const container = await this.docker.findContainer(site.endpoint, name);
    return container !== undefined && isOurs(container, site) ? container : undefined;
  }
}

/** By its labels: another instance, or another installation, may have a container of the same name. */
export function isOurs({ labels }: Pick<ContainerInfo, 'labels'>, { home, installationId }: InstanceSite): boolean {
  return findInstanceId(labels, installationId) === home.instanceId;
}

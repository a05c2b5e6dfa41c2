import { Injectable } from '@nestjs/common';
import { DockerDriver, type DockerEndpoint, type PullOptions, registryOf } from '#docker-driver';
import { RegistryStore } from '#persistence';
import { ImagePuller } from './image-puller.port.js';

/** The login is read anew for each pull: a replaced one is in use at once. */
@Injectable()
export class RegistryImagePuller extends ImagePuller {
  constructor(
    private readonly docker: DockerDriver,
    private readonly registries: RegistryStore,
  ) {
    super();
  }

  override async pull(endpoint: DockerEndpoint, imageRef: string, options: Omit<PullOptions, 'login'>): Promise<void> {
    const login = await this.registries.find(registryOf(imageRef));
    await this.docker.pullImage(endpoint, imageRef, { ...options, login });
  }
}

import { Injectable } from '@nestjs/common';
import { DockerDriver, type DockerEndpoint, ImageLoginError, type PullOptions, registryOf } from '#docker-driver';
import { RegistryStore } from '#persistence';
import { adviseLogin } from './advise-login.js';
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
    const registry = registryOf(imageRef);
    const login = await this.registries.find(registry);
    try {
      await this.docker.pullImage(endpoint, imageRef, { ...options, login });
    } catch (error) {
      if (!(error instanceof ImageLoginError)) throw error;
      const told = [error.message, adviseLogin(registry, login !== undefined)].join(' ');
      throw new ImageLoginError(told, error.cause);
    }
  }
}

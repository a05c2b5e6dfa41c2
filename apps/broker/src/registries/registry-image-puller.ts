import { Injectable } from '@nestjs/common';
import {
  DockerDriver,
  type DockerEndpoint,
  ImageLoginError,
  ImageUnavailableError,
  type PullOptions,
  registryOf,
} from '#docker-driver';
import { RegistryStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { adviseLogin } from './advise-login.js';
import { ImagePuller } from './image-puller.port.js';
import { mayPullFrom } from './may-pull-from.types.js';

/** The login is read anew for each pull: a replaced one is in use at once. */
@Injectable()
export class RegistryImagePuller extends ImagePuller {
  constructor(
    private readonly docker: DockerDriver,
    private readonly registries: RegistryStore,
    private readonly config: BrokerConfig,
  ) {
    super();
  }

  override async pull(endpoint: DockerEndpoint, imageRef: string, options: Omit<PullOptions, 'login'>): Promise<void> {
    const registry = registryOf(imageRef);
    // Plans that were stored before the list was made are refused nowhere else.
    if (!mayPullFrom(registry, this.config.docker.registries))
      throw new ImageUnavailableError(
        `${imageRef} would come from ${registry}, which docker.registries does not name: name it there, or have the plan name another image.`,
      );
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

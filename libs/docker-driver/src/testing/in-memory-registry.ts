import { checkImageRef } from '../check-name.js';
import { ImageLoginError, ImageUnavailableError } from '../docker-driver.errors.js';
import type { ImageInfo, RegistryCredentials } from '../docker-driver.port.js';
import { registryOf } from '../registry-of.js';

/** All registries there are, by the references of their images. */
export class InMemoryRegistry {
  readonly #images = new Map<string, ImageInfo>();
  readonly #logins = new Map<string, RegistryCredentials>();

  publish(imageRef: string, image: ImageInfo): void {
    this.#images.set(imageRef, image);
  }

  lock(registryHost: string, login: RegistryCredentials): void {
    this.#logins.set(registryHost, login);
  }

  get(imageRef: string, login: RegistryCredentials | undefined): ImageInfo {
    const needed = this.#logins.get(registryOf(checkImageRef(imageRef)));
    const isOpen = needed === undefined || (needed.userName === login?.userName && needed.password === login.password);
    if (!isOpen) throw new ImageLoginError('unauthorized: a login is needed.');
    const image = this.#images.get(imageRef);
    if (image === undefined) throw new ImageUnavailableError(`The registry has no ${imageRef}.`);
    return image;
  }
}

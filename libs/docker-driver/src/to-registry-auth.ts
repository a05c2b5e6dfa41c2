import type { RegistryCredentials } from './docker-driver.port.js';
import { DOCKER_HUB, registryOf } from './registry-of.js';

/** As engines know Docker Hub since their first days. */
const HUB_ADDRESS = 'https://index.docker.io/v1/';

/** What an engine shows to the registry of an image. */
export interface RegistryAuth {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

export function toRegistryAuth(imageRef: string, login: RegistryCredentials | undefined): RegistryAuth | undefined {
  if (login === undefined) return undefined;
  const registry = registryOf(imageRef);
  const serveraddress = registry === DOCKER_HUB ? HUB_ADDRESS : registry;
  return { username: login.userName, password: login.password, serveraddress };
}

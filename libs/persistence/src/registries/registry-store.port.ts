import type { RegistryLogin } from './registry.types.js';

/** Logins at image registries; passwords are stored sealed. */
export abstract class RegistryStore {
  /** `undefined`: the registry is asked without a login. */
  abstract find(registryHost: string): Promise<RegistryLogin | undefined>;

  /** In the order of their names. */
  abstract findAll(): Promise<readonly Omit<RegistryLogin, 'password'>[]>;

  /** Adds the login, or replaces it. */
  abstract put(login: RegistryLogin): Promise<void>;

  /** False when there was none. */
  abstract remove(registryHost: string): Promise<boolean>;
}

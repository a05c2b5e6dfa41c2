/** Whom the broker is to a registry. */
export interface RegistryLogin {
  /** As references name it, with its port: `registry.example.org:5000`; `docker.io` for Docker Hub. */
  readonly registryHost: string;
  readonly userName: string;
  readonly password: string;
}

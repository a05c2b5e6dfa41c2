import type { DockerEndpoint } from '#docker-driver';
import type { Host } from '#persistence';

export interface ReachableHost {
  readonly host: Host;
  readonly endpoint: DockerEndpoint;
}

/** How to reach the engine of a host that an agent has told of. */
export abstract class HostDirectory {
  /** Throws `HostUnknownError`, `HostNotAllowedError`; does not ask whether the host is alive. */
  abstract locate(hostId: string): Promise<ReachableHost>;
}

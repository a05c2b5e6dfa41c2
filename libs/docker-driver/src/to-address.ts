import type { DockerEndpoint } from './docker-driver.port.js';

/** Which engine an endpoint means, whatever certificates lead to it. */
export function toAddress(endpoint: DockerEndpoint): string {
  return endpoint.kind === 'unix' ? `unix:${endpoint.socketPath}` : `tcp:${endpoint.host}:${endpoint.port}`;
}

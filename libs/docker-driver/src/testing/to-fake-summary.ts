import type { ContainerInfo, ContainerSummary } from '../docker-driver.port.js';

/** A container as lists show it: ports only while it runs. */
export function toFakeSummary({ containerId, name, labels, state, ports, volumes }: ContainerInfo): ContainerSummary {
  const hostPorts = ports.map(({ hostPort, protocol }) => ({ hostPort, protocol }));
  const volumeNames = volumes.map(({ volumeName }) => volumeName);
  return { containerId, name, labels, state, hostPorts: state === 'running' ? hostPorts : [], volumeNames };
}

import type { ContainerSpec, LogShipperSpec } from '../docker-driver.port.js';

/** A fake engine has no logs of others to be read. */
export function toFakeShipper({
  name,
  imageRef,
  labels,
  networkName,
  memoryBytes,
  volume,
}: LogShipperSpec): ContainerSpec {
  const rest = { environment: {}, ports: [], capabilities: [], pidsLimit: 256 };
  return { name, imageRef, labels, networkName, memoryBytes, volumes: [volume], ...rest };
}

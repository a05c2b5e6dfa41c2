import type { ContainerSummary, HostPort } from './docker-driver.port.js';
import {
  readArray,
  readContainerState,
  readInteger,
  readLabels,
  readObject,
  readString,
  readStrings,
} from './read-answer.js';
import { toVolumeNames } from './to-volumes.js';

/** From an element of the answer of `GET /containers/json`. Throws `EngineAnswerError`. */
export function toContainerSummary(value: unknown): ContainerSummary {
  const container = readObject(value, 'a container');
  const names = readStrings(container['Names'], 'Names').map((name) => name.replace(/^\//, ''));
  return {
    containerId: readString(container['Id'], 'Id'),
    // The others are links: `/user/alias`.
    name: names.find((name) => !name.includes('/')) ?? '',
    labels: readLabels(container['Labels']),
    state: readContainerState(container['State']),
    hostPorts: toHostPorts(container['Ports']),
    volumeNames: toVolumeNames(container['Mounts']),
  };
}

/** Engines list a port once for IPv4 and once for IPv6; one that is not published has no `PublicPort`. */
function toHostPorts(value: unknown): readonly HostPort[] {
  const all = readArray(value, 'Ports').flatMap(toHostPort);
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}

function toHostPort(value: unknown): HostPort[] {
  const port = readObject(value, 'a port');
  const protocol = port['Type'];
  if (port['PublicPort'] === undefined || (protocol !== 'tcp' && protocol !== 'udp')) return [];
  return [{ hostPort: readInteger(port['PublicPort'], 'PublicPort'), protocol }];
}

function isSame(one: HostPort, other: HostPort): boolean {
  return one.hostPort === other.hostPort && one.protocol === other.protocol;
}

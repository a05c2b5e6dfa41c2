import type { ContainerInfo, PublishedPort } from './docker-driver.port.js';
import {
  readArray,
  readContainerState,
  readInteger,
  readLabels,
  readObject,
  readOptionalObject,
  readString,
  readWord,
} from './read-answer.js';
import type { JsonObject } from './read-answer.js';
import { toContainerLimits } from './to-container-limits.js';
import { toContainerPort } from './to-container-port.js';
import { toVolumeMounts } from './to-volumes.js';

const HEALTHS = ['none', 'starting', 'healthy', 'unhealthy'] as const;

/** From the answer of `GET /containers/{id}/json`. Throws `EngineAnswerError`. */
export function toContainerInfo(answer: unknown): ContainerInfo {
  const container = readObject(answer, 'a container');
  const state = readObject(container['State'], 'State');
  const health = readOptionalObject(state['Health'], 'Health')['Status'];
  const hostConfig = readOptionalObject(container['HostConfig'], 'HostConfig');
  return {
    containerId: readString(container['Id'], 'Id'),
    name: readString(container['Name'], 'Name').replace(/^\//, ''),
    labels: readLabels(readOptionalObject(container['Config'], 'Config')['Labels']),
    state: readContainerState(state['Status']),
    exitCode: readInteger(state['ExitCode'], 'ExitCode'),
    startedAt: readString(state['StartedAt'], 'StartedAt'),
    health: health === undefined || health === '' ? 'none' : readWord(health, HEALTHS),
    ports: toPublishedPorts(container, hostConfig),
    volumes: toVolumeMounts(container['Mounts']),
    ...toContainerLimits(hostConfig),
  };
}

/** What is published now, or, for a container that does not run, what will be. */
function toPublishedPorts(container: JsonObject, hostConfig: JsonObject): readonly PublishedPort[] {
  const now = toBindings(readOptionalObject(container['NetworkSettings'], 'NetworkSettings')['Ports']);
  return now.length > 0 ? now : toBindings(hostConfig['PortBindings']);
}

function toBindings(value: unknown): readonly PublishedPort[] {
  return Object.entries(readOptionalObject(value, 'ports')).flatMap(([key, bindings]) => {
    const port = toContainerPort(key);
    if (port === undefined) return [];
    const published = readArray(bindings, 'bindings').map((binding) => ({ ...port, ...toHostSide(binding) }));
    return published.filter((one, index) => one.hostPort > 0 && !isTwin(one, published.slice(0, index)));
  });
}

function toHostSide(value: unknown): { hostIp: string; hostPort: number } {
  const binding = readObject(value, 'a port binding');
  const hostIp = readString(binding['HostIp'] ?? '', 'HostIp');
  const hostPort = Number(readString(binding['HostPort'] ?? '', 'HostPort'));
  return { hostIp: hostIp === '' ? '0.0.0.0' : hostIp, hostPort: Number.isInteger(hostPort) ? hostPort : 0 };
}

/** Engines list "all addresses" twice, for IPv4 and IPv6. */
function isTwin(one: PublishedPort, others: readonly PublishedPort[]): boolean {
  return one.hostIp === '::' && others.some((other) => other.hostPort === one.hostPort && other.hostIp === '0.0.0.0');
}

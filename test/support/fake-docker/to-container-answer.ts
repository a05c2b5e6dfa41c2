import type { ContainerInfo, PublishedPort, VolumeMount } from '#docker-driver';
import { toEnv } from '../../../libs/docker-driver/src/to-create-options.js';
import type { FakeHost } from './fake-host.js';

type Binding = Readonly<Record<'HostIp' | 'HostPort', string>>;

/** The answer of `GET /containers/{id}/json`, in an engine's shape. */
export function toContainerAnswer(host: FakeHost, container: ContainerInfo): object {
  const { spec, createdAt } = host.details(container);
  const bindings = toBindings(container.ports);
  return {
    Id: container.containerId,
    Created: createdAt,
    Name: `/${container.name}`,
    Image: host.engine.images.get(spec.imageRef)?.imageId ?? '',
    State: toState(container),
    HostConfig: {
      NetworkMode: spec.networkName,
      PortBindings: bindings,
      ...toLimits(container),
    },
    Mounts: toMounts(container),
    Config: { Labels: container.labels, Env: toEnv(spec.environment), Cmd: spec.command ?? null, Image: spec.imageRef },
    NetworkSettings: { Ports: container.state === 'running' ? bindings : {} },
  };
}

/** One of the answer of `GET /containers/json`. */
export function toContainerSummary(host: FakeHost, container: ContainerInfo): object {
  const { spec, createdAt } = host.details(container);
  return {
    Id: container.containerId,
    Names: [`/${container.name}`],
    Image: spec.imageRef,
    Command: (spec.command ?? []).join(' '),
    Created: Math.floor(Date.parse(createdAt) / 1000),
    Ports: container.state === 'running' ? container.ports.map(toListedPort) : [],
    Labels: container.labels,
    State: container.state,
    Mounts: toMounts(container),
  };
}

function toLimits({ memoryBytes, milliCpus, pidsLimit, restart }: ContainerInfo): object {
  return {
    Memory: memoryBytes,
    MemorySwap: memoryBytes,
    NanoCpus: milliCpus * 1_000_000,
    PidsLimit: pidsLimit === 0 ? null : pidsLimit,
    RestartPolicy: { Name: restart, MaximumRetryCount: 0 },
  };
}

function toState({ state, exitCode, startedAt, health }: ContainerInfo): object {
  return {
    Status: state,
    Running: state === 'running',
    ExitCode: exitCode,
    StartedAt: startedAt,
    ...(health === 'none' ? {} : { Health: { Status: health, FailingStreak: 0, Log: [] } }),
  };
}

function toBindings(ports: readonly PublishedPort[]): Readonly<Record<string, Binding[]>> {
  const bindings: Record<string, Binding[]> = {};
  for (const { port, protocol, hostIp, hostPort } of ports)
    (bindings[`${port}/${protocol}`] ??= []).push({ HostIp: hostIp, HostPort: String(hostPort) });
  return bindings;
}

function toListedPort({ port, protocol, hostIp, hostPort }: PublishedPort): object {
  return { IP: hostIp, PrivatePort: port, PublicPort: hostPort, Type: protocol };
}

function toMounts({ volumes }: ContainerInfo): readonly object[] {
  const toMount = ({ volumeName: Name, path: Destination }: VolumeMount): object => {
    return { Type: 'volume', Name, Destination, Driver: 'local', RW: true };
  };
  return volumes.map(toMount);
}

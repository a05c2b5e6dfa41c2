import type { ContainerCreateOptions, PortMap } from 'dockerode';

import { checkImageRef, checkName, checkVariableNames } from './check-name.js';
import type { ContainerPort, ContainerSpec } from './docker-driver.port.js';
import { toHostLimits } from './to-host-limits.js';
import { toConfigTraits, toHostTraits } from './to-traits.js';

/**
 * The body of `POST /containers/create`, and its name. Safe by default: no capability but those asked for, no new
 * privileges, no swap beyond the memory, rotated logs, and nothing of the host but published ports and named volumes.
 */
export function toCreateOptions(spec: ContainerSpec): ContainerCreateOptions {
  checkVariableNames(spec.environment);
  return {
    name: checkName(spec.name),
    Image: checkImageRef(spec.imageRef),
    Labels: { ...spec.labels },
    Env: toEnv(spec.environment),
    ...(spec.command === undefined ? {} : { Cmd: [...spec.command] }),
    ...toConfigTraits(spec),
    ExposedPorts: Object.fromEntries(spec.ports.map((port) => [toPortKey(port), {}])),
    HostConfig: {
      CapDrop: ['ALL'],
      CapAdd: [...spec.capabilities],
      SecurityOpt: ['no-new-privileges'],
      ...toHostLimits({ ...spec, restart: spec.restart ?? 'always' }),
      ...toHostTraits(spec),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      NetworkMode: checkName(spec.networkName),
      PortBindings: toPortBindings(spec),
      Mounts: spec.volumes.map((volume) => ({
        Type: 'volume',
        Source: checkName(volume.volumeName),
        Target: volume.path,
        VolumeOptions: { NoCopy: false, Labels: { ...spec.labels }, DriverConfig: { Name: 'local', Options: {} } },
      })),
    },
  };
}

/** `NAME=value`, as Docker wants an environment. */
export function toEnv(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}

function toPortBindings(spec: ContainerSpec): PortMap {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of spec.ports) {
    (bindings[toPortKey(port)] ??= []).push({ HostIp: port.hostIp, HostPort: String(port.hostPort) });
  }
  return bindings;
}

function toPortKey({ port, protocol }: ContainerPort): string {
  return `${port}/${protocol}`;
}

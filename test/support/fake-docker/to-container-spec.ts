import type { ContainerChange, ContainerSpec, PublishedPort, VolumeMount } from '#docker-driver';
import {
  readArray,
  readLabels,
  readObject,
  readOptionalObject,
  readString,
  readStrings,
} from '../../../libs/docker-driver/src/read-answer.js';
import { toContainerLimits } from '../../../libs/docker-driver/src/to-container-limits.js';
import { toContainerPort } from '../../../libs/docker-driver/src/to-container-port.js';

type Json = Readonly<Record<string, unknown>>;

/** From the body of `POST /containers/create`, as far as the driver says anything there. */
export function toContainerSpec(name: string, body: Json): ContainerSpec {
  const host = readOptionalObject(body['HostConfig'], 'HostConfig');
  return {
    name,
    imageRef: readString(body['Image'], 'Image'),
    labels: readLabels(body['Labels']),
    environment: toEnvironment(body['Env']),
    ...(body['Cmd'] === undefined ? {} : { command: readStrings(body['Cmd'], 'Cmd') }),
    ports: toPorts(host['PortBindings']),
    volumes: readArray(host['Mounts'], 'Mounts').map(toVolumeMount),
    networkName: toNetworkName(host['NetworkMode']),
    capabilities: readStrings(host['CapAdd'], 'CapAdd'),
    pidsLimit: 0,
    restart: 'no',
    ...toContainerChange(host),
  };
}

export function toEnvironment(value: unknown): Record<string, string> {
  const pairs = readStrings(value, 'Env').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

/** From the body of `POST /containers/{id}/update`. As for an engine, 0 bytes or CPUs and no name mean "as before". */
export function toContainerChange(body: Json): ContainerChange {
  const { memoryBytes, milliCpus, pidsLimit, restart } = toContainerLimits(body);
  const policy = readOptionalObject(body['RestartPolicy'], 'RestartPolicy')['Name'] ?? '';
  return {
    ...(memoryBytes === 0 ? {} : { memoryBytes }),
    ...(milliCpus === 0 ? {} : { milliCpus }),
    ...(typeof body['PidsLimit'] === 'number' ? { pidsLimit } : {}),
    ...(policy === '' ? {} : { restart: restart === 'other' ? 'always' : restart }),
  };
}

function toNetworkName(mode: unknown): string {
  return typeof mode === 'string' && mode !== '' && mode !== 'default' ? mode : 'bridge';
}

function toPorts(value: unknown): readonly PublishedPort[] {
  return Object.entries(readOptionalObject(value, 'PortBindings')).flatMap(([key, bindings]) => {
    const port = toContainerPort(key);
    if (port === undefined) return [];
    return readArray(bindings, 'bindings').map((one) => {
      const { HostIp, HostPort } = readObject(one, 'a binding');
      return { ...port, hostIp: readString(HostIp, 'HostIp'), hostPort: Number(readString(HostPort, 'HostPort')) };
    });
  });
}

function toVolumeMount(value: unknown): VolumeMount {
  const mount = readObject(value, 'a mount');
  return { volumeName: readString(mount['Source'], 'Source'), path: readString(mount['Target'], 'Target') };
}

import type { ContainerSpec, ImageInfo } from '#docker-driver';
import type { Host, HostPorts, ServiceInstance } from '#persistence';
import { CAPABILITIES } from '../../catalog/isolation-settings.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { BrokerConfig } from '../../config/broker-config.types.js';
import { toLabels } from '../container-labels.types.js';
import { nameVolume } from '../container-name.types.js';
import type { InstanceSite } from './instance-site.js';
import { findSize, toSizedPath } from './sized-path.js';
import { toContainerTraits } from './to-container-traits.js';
import { toLimits } from './to-limits.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Volumes at most that an instance has; after its container is gone, so many names are looked for. */
export const MOST_VOLUMES = 20;

type NamedInstance = Pick<ServiceInstance, 'instanceId' | 'serviceName' | 'containerName' | 'baseName' | 'volumePaths'>;

interface Creation {
  readonly site: Pick<InstanceSite, 'definition' | 'installationId'> & {
    readonly instance: NamedInstance;
    readonly host: Pick<Host, 'serviceHost'>;
  };
  readonly operation: { readonly operationId: string };
}

/** What the instance's container is to be, from its plan, its image and its claims. */
export function toContainerSpec(
  { site: { instance, definition, host, installationId }, operation: { operationId } }: Creation,
  image: { readonly imageRef: string; readonly info: ImageInfo },
  ports: HostPorts,
  defaults: BrokerConfig['docker'],
): ContainerSpec {
  const hostIp = LOOPBACK.test(host.serviceHost) ? '127.0.0.1' : '0.0.0.0';
  return {
    name: instance.containerName,
    imageRef: image.imageRef,
    labels: { ...definition.labels, ...toLabels({ ...instance, installationId, operationId }) },
    environment: definition.environment ?? {},
    ...(definition.command === undefined ? {} : { command: definition.command }),
    ports: ports.map((claim) => ({ ...claim, hostIp })),
    volumes: (instance.volumePaths ?? volumePathsOf(definition, image.info)).map((path, index) => ({
      volumeName: nameVolume(instance.baseName, index),
      path,
      sizeBytes: findSize(definition.volumes, path),
    })),
    networkName: defaults.networkName,
    capabilities: definition.capabilities ?? CAPABILITIES,
    ...toContainerTraits(definition),
    ...toLimits(definition, defaults),
  };
}

/** Where a container of this plan and image keeps what must outlive it: what is to be in memory need not. */
export function volumePathsOf(
  { volumes, tmpfs = [] }: Pick<ServiceDefinition, 'volumes' | 'tmpfs'>,
  info: ImageInfo,
): readonly string[] {
  const inMemory = tmpfs.map((place) => toSizedPath(place).path);
  const paths = (volumes ?? info.volumes).map((place) => toSizedPath(place).path);
  return paths.filter((path) => !inMemory.includes(path)).slice(0, MOST_VOLUMES);
}

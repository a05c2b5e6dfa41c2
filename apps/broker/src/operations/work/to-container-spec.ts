import type { ContainerSpec, ImageInfo } from '#docker-driver';
import type { Host, HostPorts, ServiceInstance } from '#persistence';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { BrokerConfig } from '../../config/broker-config.types.js';
import { toLabels } from '../container-labels.types.js';
import { nameVolume } from '../container-name.types.js';
import type { InstanceSite } from './instance-site.js';
import { toLimits } from './to-limits.js';

/** All that a server in a container needs to drop from root to its own user, and nothing more. */
const CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'];
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
    labels: toLabels({ ...instance, installationId, operationId }),
    environment: definition.environment ?? {},
    ...(definition.command === undefined ? {} : { command: definition.command }),
    ports: ports.map((claim) => ({ ...claim, hostIp })),
    volumes: (instance.volumePaths ?? volumePathsOf(definition, image.info)).map((path, index) => ({
      volumeName: nameVolume(instance.baseName, index),
      path,
    })),
    networkName: defaults.networkName,
    capabilities: CAPABILITIES,
    ...toLimits(definition, defaults),
  };
}

/** Where a container of this plan and image keeps what must outlive it. */
export function volumePathsOf({ volumes }: Pick<ServiceDefinition, 'volumes'>, info: ImageInfo): readonly string[] {
  return (volumes ?? info.volumes).slice(0, MOST_VOLUMES);
}

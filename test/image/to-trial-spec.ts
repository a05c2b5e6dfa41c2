import type { ContainerSpec, ImageInfo } from '#docker-driver';
import type { HostPorts } from '#persistence';
import { ServiceDefinition } from '../../apps/broker/src/catalog/service-definition.types.js';
import { DockerConfig } from '../../apps/broker/src/config/docker-config.js';
import { toContainerSpec } from '../../apps/broker/src/operations/work/to-container-spec.js';

/** Where the services under trial are reached. */
export const TRIAL_HOST = '127.0.0.1';

interface TrialImage {
  readonly imageRef: string;
  readonly info: ImageInfo;
}

/** What a broker would make of the image with a plan that says nothing else. */
export function toTrialSpec(name: string, image: TrialImage, ports: HostPorts): ContainerSpec {
  const definition = Object.assign(new ServiceDefinition(), { name: 'trial', plan: 'trial', image: image.imageRef });
  const site = {
    instance: {
      instanceId: name,
      serviceName: 'trial',
      containerName: name,
      baseName: name,
      volumePaths: undefined,
    },
    definition,
    host: { serviceHost: TRIAL_HOST },
    installationId: name,
  };
  const defaults = Object.assign(new DockerConfig(), { networkName: name });
  return toContainerSpec({ site, operation: { operationId: name } }, image, ports, defaults);
}

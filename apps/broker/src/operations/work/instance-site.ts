import { Injectable } from '@nestjs/common';
import type { DockerEndpoint } from '#docker-driver';
import {
  type ClaimedOperation,
  type Host,
  type HostPorts,
  type InstanceTarget,
  Installation,
  type ServiceInstance,
  ServiceInstanceStore,
} from '#persistence';
import { HostDirectory } from '../../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { toInstanceDefinition } from '../instance-definition.types.js';
import type { PlaceholderValues } from '../placeholders.types.js';
import type { WorkLease } from '../operation-work.port.js';

/** An instance and everything needed to work on it. */
export interface InstanceSite {
  readonly instance: ServiceInstance;
  /** Whose container serves it: its own, or the house's that it shares with others. */
  readonly home: ServiceInstance;
  /** With the login and the parameters of the instance in it. */
  readonly definition: ServiceDefinition;
  readonly host: Host;
  readonly endpoint: DockerEndpoint;
  /** Of the container that we made; one that was there before us has its own. */
  readonly ports: HostPorts;
  /** Whose containers are ours. */
  readonly installationId: string;
}

/** A worker, its operation, and the instance that it is about. */
export interface InstanceTask {
  readonly site: InstanceSite;
  readonly operation: ClaimedOperation;
  readonly lease: WorkLease;
}

@Injectable()
export class InstanceSites {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly hosts: HostDirectory,
    private readonly installation: Installation,
  ) {}

  /** `undefined`: there is no such instance, or nothing of it: its host was given up (row 58). */
  async find(instanceId: string): Promise<InstanceSite | undefined> {
    const instance = await this.instances.find(instanceId);
    if (instance === undefined || instance.health === 'given up') return undefined;
    const home = (await this.findHouse(instance)) ?? instance;
    const { host, endpoint } = await this.hosts.locate(home.hostId);
    const ports = await this.instances.findPorts(home.instanceId);
    const { installationId } = this.installation;
    const definition = toInstanceDefinition(instance.definition, instance.request);
    return { instance, home, definition, host, endpoint, ports, installationId };
  }

  private async findHouse({ sharedIn }: ServiceInstance): Promise<ServiceInstance | undefined> {
    return sharedIn === undefined ? undefined : this.instances.find(sharedIn);
  }
}

/** The instance as it will be, in the container that it has. */
export function toTargetSite(site: InstanceSite, { planName, definition, request }: InstanceTarget): InstanceSite {
  const instance = { ...site.instance, planName, definition, request };
  const home = isTenant(site) ? site.home : instance;
  return { ...site, instance, home, definition: toInstanceDefinition(definition, request) };
}

/** With a dashboard or credentials of its own, or a login that we make, a service is static: no script is run for it. */
export function isStatic({ dashboardUrl, credentials, generated }: ServiceDefinition): boolean {
  return [dashboardUrl, credentials, generated].some((said) => (said ?? null) !== null);
}

/** What the plan's texts for clients are filled with. */
export function toPlaceholderValues(
  { host, instance }: Pick<InstanceSite, 'host' | 'instance'>,
  { ports }: Pick<InstanceSite, 'ports'>,
): PlaceholderValues {
  return { host: host.serviceHost, ports, login: instance.request.login };
}

/** Where scripts take turns: at the container that the plan names, or at all that the instance has one after the other. */
export function turnstileOf({ definition, home }: Pick<InstanceSite, 'definition' | 'home'>): string {
  return isForeign(definition) ? definition.containerName : home.baseName;
}

/** It shares a container with others, who must not suffer from what is done for it. */
export function isTenant({ instance, home }: Pick<InstanceSite, 'instance' | 'home'>): boolean {
  return home.instanceId !== instance.instanceId;
}

/** Its container is there for it alone: only then it may be stopped, replaced and removed for its sake. */
export function hasOwnContainer(site: Pick<InstanceSite, 'definition' | 'instance' | 'home'>): boolean {
  return !isForeign(site.definition) && !isTenant(site);
}

/** The container was there before us: it is used, never made, stopped or removed. */
export function isForeign({ containerName }: ServiceDefinition): boolean {
  return containerName !== '';
}

import { Injectable } from '@nestjs/common';
import { type HostPorts, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { fillText } from '../operations/placeholders.types.js';

/** Dashboards that the plan says, which can be told before anything is made (PROV-14, UPD-18). */
@Injectable()
export class StaticDashboards {
  constructor(
    private readonly hosts: HostDirectory,
    private readonly instances: ServiceInstanceStore,
  ) {}

  /** `undefined`: a script will say it, or a port in it is not known yet. */
  async find(
    { dashboardUrl }: Pick<ServiceDefinition, 'dashboardUrl'>,
    { instanceId, hostId, sharedIn }: Pick<ServiceInstance, 'instanceId' | 'hostId' | 'sharedIn'>,
  ): Promise<string | undefined> {
    if (dashboardUrl === null) return undefined;
    const { host } = await this.hosts.locate(hostId);
    return fill(dashboardUrl.dashboard_url, host.serviceHost, await this.instances.findPorts(sharedIn ?? instanceId));
  }
}

function fill(template: string, host: string, ports: HostPorts): string | undefined {
  const url = fillText(template, { host, ports });
  return /\$(HOST|PORT)/.test(url) ? undefined : url;
}

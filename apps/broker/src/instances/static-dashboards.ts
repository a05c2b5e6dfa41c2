import { Injectable } from '@nestjs/common';
import { type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { fillText, type PlaceholderValues } from '../operations/placeholders.types.js';

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
    { instanceId, hostId, sharedIn, request }: Pick<ServiceInstance, 'instanceId' | 'hostId' | 'sharedIn' | 'request'>,
  ): Promise<string | undefined> {
    if (dashboardUrl === null) return undefined;
    const { host } = await this.hosts.locate(hostId);
    const ports = await this.instances.findPorts(sharedIn ?? instanceId);
    return fill(dashboardUrl.dashboard_url, { host: host.serviceHost, ports, login: request.login });
  }
}

function fill(template: string, values: PlaceholderValues): string | undefined {
  const url = fillText(template, values);
  return /\$(HOST|PORT)/.test(url) ? undefined : url;
}

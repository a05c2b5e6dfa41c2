import { Injectable } from '@nestjs/common';
import { DockerDriver, type ExecOutcome } from '#docker-driver';
import type { ClaimedOperation, ServiceBinding } from '#persistence';
import type { WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { type InstanceSite, isForeign, isStatic } from './instance-site.js';
import { LifecycleScripts, type ScriptCall } from './lifecycle-scripts.js';
import type { Served } from './service-containers.js';

const MOST_ATTEMPTS = { forward: 20, undo: 3 } as const;

export type Revoked =
  | { readonly outcome: 'revoked' }
  /** `isFinal`: it was tried often enough. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly detail: string | undefined; readonly isFinal: boolean };

/** `/bind` and `/unbind`, with the binding's own login. */
@Injectable()
export class BindingScripts {
  constructor(
    private readonly docker: DockerDriver,
    private readonly scripts: LifecycleScripts,
  ) {}

  /** `undefined`: the host itself says that the container is gone. One that was stopped is started. */
  async findServed({ definition, instance, endpoint, ports }: InstanceSite): Promise<Served | undefined> {
    const name = isForeign(definition) ? definition.containerName : instance.containerName;
    const container = await this.docker.findContainer(endpoint, name);
    if (container === undefined) return undefined;
    if (container.state !== 'running' && !isForeign(definition))
      await this.docker.startContainer(endpoint, container.containerId);
    const { containerId } = container;
    return { containerId, ports: isForeign(definition) ? [...container.ports].sort((a, b) => a.port - b.port) : ports };
  }

  run(
    site: InstanceSite,
    { request }: ServiceBinding,
    operation: ClaimedOperation,
    lease: WorkLease,
    call: Pick<ScriptCall, 'script' | 'containerId' | 'ports' | 'arguments'>,
  ): Promise<ExecOutcome> {
    return this.scripts.run(site, operation, lease, { ...call, login: request.login, parameters: request.parameters });
  }

  /** Nothing is to be revoked where no script gave anything, or where the container is proven gone (row 49). */
  async revoke(
    site: InstanceSite,
    binding: ServiceBinding,
    operation: ClaimedOperation,
    lease: WorkLease,
  ): Promise<Revoked> {
    const served = isStatic(site.definition) ? undefined : await this.findServed(site);
    if (served === undefined) return { outcome: 'revoked' };
    try {
      const { dashboardUrl } = site.instance;
      await this.run(site, binding, operation, lease, { script: '/unbind', ...served, arguments: [dashboardUrl ?? ''] });
      return { outcome: 'revoked' };
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      const isFinal = operation.attempts + 1 >= MOST_ATTEMPTS[operation.mode];
      return { outcome: 'refused', reason: error.message, detail: error.detail, isFinal };
    }
  }
}

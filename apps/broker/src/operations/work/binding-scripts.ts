import { Injectable } from '@nestjs/common';
import { type ContainerInfo, DockerDriver, type ExecOutcome } from '#docker-driver';
import { nameGeneration, OperationStore, type ServiceBinding } from '#persistence';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { ContainerFinder } from './container-finder.js';
import { type InstanceSite, type InstanceTask, isForeign, isStatic } from './instance-site.js';
import { LifecycleScripts, type ScriptCall } from './lifecycle-scripts.js';
import type { Served } from './service-containers.js';

const MOST_ATTEMPTS = { forward: 20, undo: 3 } as const;

export type Revoked =
  | { readonly outcome: 'revoked' }
  /** `isFinal`: it was tried often enough. */
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly detail: string | undefined;
      readonly isFinal: boolean;
    };

/** `/bind` and `/unbind`, with the binding's own login. */
@Injectable()
export class BindingScripts {
  constructor(
    private readonly docker: DockerDriver,
    private readonly containers: ContainerFinder,
    private readonly scripts: LifecycleScripts,
    private readonly operations: OperationStore,
  ) {}

  /** `undefined`: the host itself says that the container is gone. One that was stopped is started. */
  async findServed({ site, lease }: InstanceTask): Promise<Served | undefined> {
    const container = await this.findContainer(site);
    if (container === undefined) return undefined;
    const { containerId, ports } = container;
    if (isForeign(site.definition)) return { containerId, ports: [...ports].sort((a, b) => a.port - b.port) };
    if (container.state !== 'running') {
      await this.checkStays(site);
      await lease.step('start', 'starting the service', () => this.docker.startContainer(site.endpoint, containerId));
    }
    return { containerId, ports: site.ports };
  }

  run(
    task: InstanceTask,
    { request }: ServiceBinding,
    call: Pick<ScriptCall, 'script' | 'containerId' | 'ports' | 'arguments'>,
  ): Promise<ExecOutcome> {
    return this.scripts.run(task, { ...call, login: request.login, parameters: request.parameters });
  }

  /** Nothing is to be revoked where no script gave anything, or where the container is proven gone (row 49). */
  async revoke(task: InstanceTask, binding: ServiceBinding): Promise<Revoked> {
    const { site, operation } = task;
    const served = isStatic(site.definition) ? undefined : await this.findServed(task);
    if (served === undefined) return { outcome: 'revoked' };
    try {
      await this.run(task, binding, { script: '/unbind', ...served, arguments: [site.instance.dashboardUrl ?? ''] });
      return { outcome: 'revoked' };
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      const isFinal = operation.attempts + 1 >= MOST_ATTEMPTS[operation.mode];
      return { outcome: 'refused', reason: error.message, detail: error.detail, isFinal };
    }
  }

  /**
   * A repair or an update takes the container away for a moment, not the logins on its volume. One that ended between our
   * looking and our asking has left a container, so we look again. An update then has the next name, and no other: none
   * begins while a binding is worked on.
   */
  private async findContainer(site: InstanceSite): Promise<ContainerInfo | undefined> {
    const container = await this.containers.find(site);
    if (container !== undefined) return container;
    await this.checkStays(site);
    const { baseName, generation } = site.home;
    if ((await this.containers.findNamed(site, nameGeneration(baseName, generation + 1))) !== undefined)
      throw new WorkBlockedError('The container of the instance has been replaced.');
    return this.containers.find(site);
  }

  /** The one that takes its place may run on the same volumes already: both at once must never be (row 61). */
  private async checkStays({ home }: InstanceSite): Promise<void> {
    if (await this.operations.isBeingReplaced(home.instanceId))
      throw new WorkBlockedError('The container of the instance is being replaced.');
  }
}

import { Injectable } from '@nestjs/common';
import { DockerDriver, EngineBusyError, EngineRefusedError } from '#docker-driver';
import type { InstanceTarget } from '#persistence';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { toInstanceDefinition } from '../instance-definition.types.js';
import { WorkFailedError } from '../operations.errors.js';
import { ContainerFinder } from './container-finder.js';
import { decideUpdateWay, type UpdateWay } from './decide-update-way.js';
import { type InstanceTask, isForeign, isTenant } from './instance-site.js';
import type { Served } from './service-containers.js';
import { type Limits, toLimits } from './to-limits.js';

/** What can be changed of a container that runs. */
@Injectable()
export class InPlaceChange {
  constructor(
    private readonly docker: DockerDriver,
    private readonly finder: ContainerFinder,
    private readonly config: BrokerConfig,
  ) {}

  chooseWay({ site }: InstanceTask, target: InstanceTarget): UpdateWay {
    if (isTenant(site)) return { way: 'keep' };
    const from = site.definition;
    const to = toInstanceDefinition(target.definition, target.request);
    const limits = { from: this.limitsOf(from), to: this.limitsOf(to) };
    return decideUpdateWay({ from, to, limits, isOtherImageWanted: target.imageVersion !== undefined });
  }

  limitsOf(definition: ServiceDefinition): Limits {
    return toLimits(definition, this.config.docker);
  }

  /** False: Docker cannot, as when more memory is in use than there would be. */
  async changeLimits(task: InstanceTask, limits: Limits): Promise<boolean> {
    const { containerId } = await this.findRunning(task);
    try {
      await task.lease.step('limits', 'changing the limits of the service', () =>
        this.docker.updateContainer(task.site.endpoint, containerId, limits),
      );
      return true;
    } catch (error) {
      if (error instanceof EngineRefusedError || error instanceof EngineBusyError) return false;
      throw error;
    }
  }

  /** One that was there before us is not started. */
  async findRunning({ site, lease }: InstanceTask): Promise<Served> {
    const container = await this.finder.find(site);
    if (container === undefined) throw new WorkFailedError("The service's container is gone.");
    const { containerId, state, ports } = container;
    if (isForeign(site.definition)) return { containerId, ports: [...ports].sort((a, b) => a.port - b.port) };
    if (state !== 'running')
      await lease.step('start', 'starting the service', () => this.docker.startContainer(site.endpoint, containerId));
    return { containerId, ports: site.ports };
  }
}

import { Injectable } from '@nestjs/common';
import { ServiceInstanceStore } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { DrainOverview, type ShownDrain } from './drain-overview.port.js';
import { findDrain } from './drain-parameter.types.js';
import { DrainStates } from './drain-states.js';
import { toDrainTarget } from './drain-url.types.js';

/** Where an instance's log goes, from the database; how that fares, as this broker's last look has shown. */
@Injectable()
export class ShowDrain extends DrainOverview {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly states: DrainStates,
  ) {
    super();
  }

  override async find(instanceId: string): Promise<ShownDrain | undefined> {
    const found = await this.instances.findWhatOpens(instanceId);
    if (found === undefined) return undefined;
    const { instance } = found;
    const url = findDrain(instance.definition as ServiceDefinition, instance.request.parameters);
    if (url === undefined) return undefined;
    return { target: toDrainTarget(url), isTls: url.isTls, ...this.states.find(instance.containerId) };
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { Dispatcher, type Placement } from '#dispatch';
import { HostStore } from '#persistence';
import { HostNotAllowedError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import { ForeignHosts } from './foreign-hosts.js';
import { HostChooser } from './host-chooser.port.js';

const NOBODY = 'No Docker host is available at the moment. Try again later, or ask the operator.';
const NO_ROOM = 'No capacity: every Docker host is full. Ask the operator for more.';

/** Gives the configured strategy the living hosts that could take the instance. */
@Injectable()
export class LivingHostChooser extends HostChooser {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly hosts: HostStore,
    private readonly directory: HostDirectory,
    private readonly foreign: ForeignHosts,
    private readonly dispatcher: Dispatcher,
  ) {
    super();
  }

  override async choose(definition: ServiceDefinition, full: ReadonlySet<string>): Promise<string> {
    if (definition.containerName !== '') return this.foreign.find(definition);
    const living = await this.hosts.findCandidates();
    if (living.length === 0) throw new UnavailableError(NOBODY);
    let candidates = living.filter(({ hostId }) => !full.has(hostId));
    for (;;) {
      const chosen = this.dispatcher.choose(candidates, toPlacement(definition), Math.random);
      if (chosen === undefined) throw new BadRequestError(NO_ROOM);
      if (await this.isUsable(chosen.hostId)) return chosen.hostId;
      candidates = candidates.filter(({ hostId }) => hostId !== chosen.hostId);
      if (candidates.length === 0) throw new UnavailableError(NOBODY);
    }
  }

  /** An agent may tell of an engine that we must not speak to; the operator reads why. */
  private async isUsable(hostId: string): Promise<boolean> {
    try {
      await this.directory.locate(hostId);
      return true;
    } catch (error) {
      if (!(error instanceof HostNotAllowedError)) throw error;
      this.logger.warn({ message: error.message, hostId });
      return false;
    }
  }
}

function toPlacement({ name, plan, ports }: ServiceDefinition): Placement {
  return { serviceId: name, planId: toPlanId(name, plan), ports: ports?.length ?? 1 };
}

import { Injectable, Logger } from '@nestjs/common';
import { Dispatcher, type Placement } from '#dispatch';
import { DockerDriver } from '#docker-driver';
import { type HostRoom, HostStore } from '#persistence';
import { HostNotAllowedError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
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
    private readonly docker: DockerDriver,
    private readonly dispatcher: Dispatcher,
  ) {
    super();
  }

  override async choose(definition: ServiceDefinition, full: ReadonlySet<string>): Promise<string> {
    const living = await this.hosts.findCandidates();
    if (living.length === 0) throw new UnavailableError(NOBODY);
    let candidates = (await this.keepAble(definition, living)).filter(({ hostId }) => !full.has(hostId));
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

  /** A container that was there before us is on some hosts only. */
  private async keepAble(
    { containerName }: ServiceDefinition,
    hosts: readonly HostRoom[],
  ): Promise<readonly HostRoom[]> {
    if (containerName === '') return hosts;
    const found = await Promise.all(hosts.map(({ hostId }) => this.hasContainer(hostId, containerName)));
    const able = hosts.filter((_, index) => found[index]);
    if (able.length === 0) throw new BadRequestError(`No Docker host has the container ${containerName} of this plan.`);
    return able;
  }

  private async hasContainer(hostId: string, name: string): Promise<boolean> {
    try {
      const { endpoint } = await this.directory.locate(hostId);
      return (await this.docker.findContainer(endpoint, name)) !== undefined;
    } catch {
      return false;
    }
  }
}

function toPlacement({ name, plan, containerName, ports }: ServiceDefinition): Placement {
  return {
    serviceId: name,
    planId: toPlanId(name, plan),
    ports: containerName === '' ? (ports?.length ?? 1) : 0,
  };
}

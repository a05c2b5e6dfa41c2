import { Injectable } from '@nestjs/common';
import { Dispatcher, type HostCandidate, type Placement } from '#dispatch';
import { DockerDriver } from '#docker-driver';
import { type HostRoom, HostStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { toBytes } from '../catalog/memory-size.types.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import { HostChooser } from './host-chooser.port.js';

/** Gives the configured strategy the living hosts that could take the instance. */
@Injectable()
export class LivingHostChooser extends HostChooser {
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
    if (living.length === 0)
      throw new UnavailableError('No Docker host is available at the moment. Try again later, or ask the operator.');
    const able = await this.keepAble(definition, living);
    const candidates = able.filter(({ hostId }) => !full.has(hostId)).map(toCandidate);
    const placement = toPlacement(definition);
    const chosen = this.dispatcher.choose(candidates, placement, Math.random);
    if (chosen === undefined)
      throw new BadRequestError('No capacity: every Docker host is full. Ask the operator for more.');
    return chosen.hostId;
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

function toPlacement({ name, plan, containerName, ports, memory }: ServiceDefinition): Placement {
  return {
    serviceId: name,
    planId: toPlanId(name, plan),
    ports: containerName === '' ? (ports?.length ?? 1) : 0,
    memoryBytes: memory === undefined ? undefined : toBytes(memory),
  };
}

function toCandidate({ hostId, perfFactor, freePorts, instances }: HostRoom): HostCandidate {
  return { hostId, perfFactor, freePorts, instances, maxInstances: undefined };
}

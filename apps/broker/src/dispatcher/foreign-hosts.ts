import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import { type Host, HostStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import { chooseForeignHost, type Look } from './choose-foreign-host.js';
import { describeLack, keepLabelled } from './keep-labelled.js';

/** Platforms wait for it: a host that hangs counts as silent. */
const LOOK_TIMEOUT_MS = 3_000;

type Wanted = Pick<ServiceDefinition, 'containerName' | 'containerHost' | 'hostLabels'>;

/** Where the containers are that were there before us. They are only looked at. */
@Injectable()
export class ForeignHosts {
  constructor(
    private readonly hosts: HostStore,
    private readonly directory: HostDirectory,
    private readonly docker: DockerDriver,
  ) {}

  /** The host on which the plan's container runs; all are asked at once. */
  async find(wanted: Wanted): Promise<string> {
    const asked = await this.findAsked(wanted);
    const looks = await Promise.all(asked.map(({ hostId }) => this.look(hostId, wanted.containerName)));
    const chosen = chooseForeignHost(looks);
    if (chosen.outcome === 'found') return chosen.hostId;
    if (chosen.outcome === 'unsure') throw new UnavailableError(describeDoubt(wanted, chosen.silent));
    throw new BadRequestError(describeAbsence(wanted, chosen.asked));
  }

  private async findAsked(wanted: Wanted): Promise<readonly Host[]> {
    const { containerHost } = wanted;
    const living = (await this.hosts.findAll()).filter((host) => host.isAlive && host.isActive && host.isOpen);
    const asked = living.filter((host) => containerHost === undefined || isNamed(host, containerHost));
    const labelled = keepLabelled(asked, wanted);
    if (labelled.length > 0) return labelled;
    if (asked.length > 0) throw new BadRequestError(describeLack(wanted));
    if (containerHost === undefined) throw new UnavailableError(NOBODY);
    throw new UnavailableError(
      `The Docker host ${containerHost} of this plan is not available at the moment. Try again later, or ask the operator.`,
    );
  }

  private async look(hostId: string, containerName: string): Promise<Look> {
    const over = new AbortController();
    const seen = await Promise.race([
      this.ask(hostId, containerName),
      sleep(LOOK_TIMEOUT_MS, 'silent' as const, { ref: false, signal: over.signal }).catch(() => 'silent' as const),
    ]);
    over.abort();
    return { hostId, seen };
  }

  private async ask(hostId: string, containerName: string): Promise<Look['seen']> {
    try {
      const { endpoint } = await this.directory.locate(hostId);
      const container = await this.docker.findContainer(endpoint, containerName);
      return container?.state === 'running' ? 'running' : 'not running';
    } catch {
      return 'silent';
    }
  }
}

const NOBODY = 'No Docker host is available at the moment. Try again later, or ask the operator.';

function isNamed({ hostId, serviceHost }: Host, name: string): boolean {
  return hostId === name || serviceHost === name;
}

function describeDoubt({ containerName }: Wanted, silent: readonly string[]): string {
  return `The container ${containerName} of this plan was not found, but ${silent.join(', ')} did not answer. Try again later.`;
}

function describeAbsence({ containerName }: Wanted, asked: readonly string[]): string {
  return `The container ${containerName} of this plan does not run on ${asked.join(', ')}. Ask the operator to start it.`;
}

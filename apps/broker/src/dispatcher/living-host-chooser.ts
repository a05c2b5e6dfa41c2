import { Injectable } from '@nestjs/common';
import { Dispatcher, type Placement } from '#dispatch';
import type { HostRoom } from '#persistence';
import { toBytes } from '../catalog/memory-size.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import { ForeignHosts } from './foreign-hosts.js';
import { HostChooser, type WantedPlace } from './host-chooser.port.js';
import { describeLack, keepLabelled } from './keep-labelled.js';
import { type HostBounds, type MadeCandidates, toCandidates } from './to-candidates.js';
import { toPlacement } from './to-placement.js';
import { UsableHosts } from './usable-hosts.js';

const NOBODY = 'No Docker host is available at the moment. Try again later, or ask the operator.';
const NO_ROOM = 'No capacity: every Docker host is full. Ask the operator for more.';

/** `full`: it has no room by now, or not the labels. */
type Found = 'taken' | 'full' | 'away';
type Choice = { readonly hostId: string } | { readonly refusal: Error };

/** Gives the configured strategy the living hosts that could take the instance. */
@Injectable()
export class LivingHostChooser extends HostChooser {
  private readonly made: MadeCandidates = new WeakMap();

  constructor(
    private readonly hosts: UsableHosts,
    private readonly foreign: ForeignHosts,
    private readonly dispatcher: Dispatcher,
    private readonly config: BrokerConfig,
  ) {
    super();
  }

  /** Nobody is refused for the sake of what was read a moment ago. */
  override async choose(wanted: WantedPlace, full: ReadonlySet<string>): Promise<string> {
    if (wanted.definition.containerName !== '') return this.foreign.find(wanted.definition);
    const recent = await this.pick(await this.hosts.findRecent(wanted.organizationGuid), wanted, full);
    if ('hostId' in recent) return recent.hostId;
    const afresh = await this.pick(await this.hosts.findAfresh(wanted.organizationGuid), wanted, full);
    if ('hostId' in afresh) return afresh.hostId;
    throw afresh.refusal;
  }

  private async pick(living: readonly HostRoom[], wanted: WantedPlace, full: ReadonlySet<string>): Promise<Choice> {
    if (living.length === 0) return { refusal: new UnavailableError(NOBODY) };
    const labelled = keepLabelled(living, wanted.definition);
    if (labelled.length === 0) return { refusal: new BadRequestError(describeLack(wanted.definition)) };
    const placement = toPlacement(wanted, this.config.docker.memory);
    let candidates = toCandidates(labelled, this.bounds, this.made);
    if (full.size > 0) candidates = candidates.filter(({ hostId }) => !full.has(hostId));
    let isFull = false;
    for (;;) {
      const chosen = this.dispatcher.choose(candidates, placement, Math.random);
      if (chosen === undefined) return { refusal: new BadRequestError(NO_ROOM) };
      const found = await this.take(chosen.hostId, wanted, placement);
      if (found === 'taken') return { hostId: chosen.hostId };
      isFull ||= found === 'full';
      candidates = candidates.filter(({ hostId }) => hostId !== chosen.hostId);
      if (candidates.length === 0)
        return { refusal: isFull ? new BadRequestError(NO_ROOM) : new UnavailableError(NOBODY) };
    }
  }

  /** Whether the host takes it as it is now; the intent's transaction has the last word on its ports and memory. */
  private async take(hostId: string, { definition }: WantedPlace, placement: Placement): Promise<Found> {
    const room = await this.hosts.look(hostId);
    if (room === undefined) return 'away';
    const candidates = toCandidates(keepLabelled([room], definition), this.bounds);
    if (this.dispatcher.choose(candidates, placement, Math.random) === undefined) return 'full';
    this.hosts.place(hostId, placement);
    return 'taken';
  }

  private get bounds(): HostBounds {
    const { memoryShare, minFreeDisk } = this.config.docker;
    return { memoryShare, minFreeDiskBytes: toBytes(minFreeDisk) ?? 0 };
  }
}

import { Injectable } from '@nestjs/common';
import { Dispatcher } from '#dispatch';
import { toBytes } from '../catalog/memory-size.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import { ForeignHosts } from './foreign-hosts.js';
import { HostChooser, type WantedPlace } from './host-chooser.port.js';
import { keepLabelled } from './keep-labelled.js';
import { type HostBounds, toCandidates } from './to-candidates.js';
import { toPlacement } from './to-placement.js';
import { UsableHosts } from './usable-hosts.js';

const NOBODY = 'No Docker host is available at the moment. Try again later, or ask the operator.';
const NO_ROOM = 'No capacity: every Docker host is full. Ask the operator for more.';

/** Gives the configured strategy the living hosts that could take the instance. */
@Injectable()
export class LivingHostChooser extends HostChooser {
  constructor(
    private readonly hosts: UsableHosts,
    private readonly foreign: ForeignHosts,
    private readonly dispatcher: Dispatcher,
    private readonly config: BrokerConfig,
  ) {
    super();
  }

  override async choose(wanted: WantedPlace, full: ReadonlySet<string>): Promise<string> {
    if (wanted.definition.containerName !== '') return this.foreign.find(wanted.definition);
    const placement = toPlacement(wanted, this.config.docker.memory);
    const living = await this.hosts.findCandidates(wanted.organizationGuid);
    if (living.length === 0) throw new UnavailableError(NOBODY);
    let candidates = toCandidates(keepLabelled(living, wanted.definition), this.bounds).filter(
      ({ hostId }) => !full.has(hostId),
    );
    for (;;) {
      const chosen = this.dispatcher.choose(candidates, placement, Math.random);
      if (chosen === undefined) throw new BadRequestError(NO_ROOM);
      if (await this.hosts.isUsable(chosen.hostId)) return chosen.hostId;
      candidates = candidates.filter(({ hostId }) => hostId !== chosen.hostId);
      if (candidates.length === 0) throw new UnavailableError(NOBODY);
    }
  }

  private get bounds(): HostBounds {
    const { memoryShare, minFreeDisk } = this.config.docker;
    return { memoryShare, minFreeDiskBytes: toBytes(minFreeDisk) ?? 0 };
  }
}

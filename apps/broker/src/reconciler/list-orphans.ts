import { Injectable } from '@nestjs/common';
import { type Attention, type Orphan, OrphanStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { decideVerdict, type Verdict } from './decide-verdict.js';

/** From then on it is worth a look that no platform has got an answer about a creation (failure-model row 8). */
const SILENT_MS = 900_000;

export interface ListedOrphan extends Orphan {
  readonly verdict: Verdict;
}

export interface OrphanReport extends Omit<Attention, 'orphans'> {
  readonly orphans: readonly ListedOrphan[];
}

/** What the last passes have found, with what will become of it. Asks no host: one that is silent hides nothing. */
@Injectable()
export class ListOrphans {
  constructor(
    private readonly orphans: OrphanStore,
    private readonly config: BrokerConfig,
  ) {}

  async execute(): Promise<OrphanReport> {
    const { orphans, ...instances } = await this.orphans.report(SILENT_MS);
    const sightingMs = this.config.reconciler.sightingSeconds * 1_000;
    return {
      ...instances,
      orphans: orphans.map((orphan) => {
        const seenForMs = orphan.lastSeen - orphan.firstSeen;
        return { ...orphan, verdict: decideVerdict({ ...orphan, seenForMs }, sightingMs) };
      }),
    };
  }
}

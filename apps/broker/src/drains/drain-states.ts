import { Injectable, Logger } from '@nestjs/common';
import { decideDrainState, type SeenDrain } from './decide-drain-state.js';
import type { DrainState, NotedDrain, ShipperStatus } from './drain.types.js';
import { toDrainTarget } from './drain-url.types.js';

const MESSAGES = {
  waiting: 'drain takes no lines: they wait on the host',
  losing: 'drain takes too few lines: some are lost',
} as const;

/** How drains fare, as this broker has seen them last. The operator is told of changes, not of each look. */
@Injectable()
export class DrainStates {
  private readonly logger = new Logger('Drains');
  private readonly seen = new Map<string, SeenDrain>();

  find(containerId: string | undefined): SeenDrain {
    return this.seen.get(containerId ?? '') ?? decideDrainState(undefined, undefined);
  }

  record({ noted, counts }: ShipperStatus): void {
    for (const drain of noted) {
      const before = this.seen.get(drain.containerId);
      const now = decideDrainState(before, counts.get(drain.containerId));
      this.seen.set(drain.containerId, now);
      if (before?.state !== now.state) this.tell(drain, before?.state, now);
    }
  }

  /** What no shipper has any more. */
  forget(containerIds: readonly string[]): void {
    for (const containerId of containerIds) this.seen.delete(containerId);
  }

  private tell({ instanceId, url }: NotedDrain, before: DrainState | undefined, { state, ...counts }: SeenDrain): void {
    const facts = { instanceId, drain: toDrainTarget(url), ...counts };
    if (state === 'waiting' || state === 'losing') this.logger.warn({ message: MESSAGES[state], ...facts });
    else if (before === 'waiting' || before === 'losing')
      this.logger.log({ message: 'drain takes lines again', ...facts });
  }
}

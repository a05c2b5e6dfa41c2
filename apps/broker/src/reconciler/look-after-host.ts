import { Injectable } from '@nestjs/common';
import type { HostPass } from '#persistence';
import { CarryOutActions } from './carry-out-actions.js';
import { CheckEngine } from './check-engine.js';
import { JudgeHost } from './judge-host.js';
import type { SeenHost } from './probe-host.js';

/** What a pass does with a host that has answered: what it has is mended first, then the engine itself is checked. */
@Injectable()
export class LookAfterHost {
  constructor(
    private readonly judgeHost: JudgeHost,
    private readonly carryOutActions: CarryOutActions,
    private readonly checkEngine: CheckEngine,
  ) {}

  async execute(pass: HostPass, { endpoint, listing }: SeenHost, signal: AbortSignal): Promise<void> {
    const actions = await this.judgeHost.execute(pass.hostId, listing);
    await this.carryOutActions.execute(pass, endpoint, actions, signal);
    if (!signal.aborted) await this.checkEngine.execute(pass, endpoint);
  }
}

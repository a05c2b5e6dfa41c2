import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DockerDriverError } from '#docker-driver';
import { describeError } from '#logging';
import { FencedError, type HostPass, HostPassStore } from '#persistence';
import { CarryOutActions } from './carry-out-actions.js';
import { CheckEngine } from './check-engine.js';
import { JudgeHost } from './judge-host.js';
import { ProbeHost } from './probe-host.js';

/** Longer than the longest call of Docker; every write prolongs it. */
const LEASE_MS = 60_000;

export interface PassOptions {
  /** After the pass, until the next one. */
  readonly nextInMs: number;
  /** No further effect once it fires. */
  readonly signal: AbortSignal;
}

/** One pass over one host: look, read, decide, act. Whoever dies in it is followed by another broker. */
@Injectable()
export class ReconcileHost {
  private readonly logger = new Logger('Reconciler');
  private readonly owner = randomUUID();

  constructor(
    private readonly passes: HostPassStore,
    private readonly probeHost: ProbeHost,
    private readonly judgeHost: JudgeHost,
    private readonly carryOutActions: CarryOutActions,
    private readonly checkEngine: CheckEngine,
  ) {}

  /** Nothing happens when another broker looks after the host, or its next pass is not due. */
  async execute(hostId: string, options: PassOptions): Promise<void> {
    const pass = await this.passes.claim(hostId, this.owner, LEASE_MS);
    if (pass === undefined) return;
    try {
      await this.run(pass, options.signal);
      await this.passes.complete(pass, options.signal.aborted ? 0 : options.nextInMs);
    } catch (error) {
      await this.breakOff(pass, error, options.nextInMs);
    }
  }

  /** The host is looked at before the database is read, never the other way round (ADR 0018). */
  private async run(pass: HostPass, signal: AbortSignal): Promise<void> {
    const seen = await this.probeHost.execute(pass);
    if (seen === undefined || signal.aborted) return;
    const actions = await this.judgeHost.execute(pass.hostId, seen.listing);
    await this.carryOutActions.execute(pass, seen.endpoint, actions, signal);
    if (!signal.aborted) await this.checkEngine.execute(pass, seen.endpoint);
  }

  private async breakOff(pass: HostPass, error: unknown, nextInMs: number): Promise<void> {
    const isExpected = error instanceof FencedError || error instanceof DockerDriverError;
    if (!isExpected) throw error;
    const { hostId } = pass;
    this.logger.warn({ message: 'pass over a host broke off', hostId, reason: describeError(error) });
    if (error instanceof DockerDriverError) await this.passes.complete(pass, nextInMs);
  }
}

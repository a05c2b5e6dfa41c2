import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DockerDriverError } from '#docker-driver';
import { describeError } from '#logging';
import { FencedError, type HostPass, HostPassStore } from '#persistence';
import { LookAfterHost } from './look-after-host.js';
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
    private readonly lookAfterHost: LookAfterHost,
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
    await this.lookAfterHost.execute(pass, seen, signal);
  }

  private async breakOff(pass: HostPass, error: unknown, nextInMs: number): Promise<void> {
    const isExpected = error instanceof FencedError || error instanceof DockerDriverError;
    if (!isExpected) throw error;
    const { hostId } = pass;
    this.logger.warn({ message: 'pass over a host broke off', hostId, reason: describeError(error) });
    if (error instanceof DockerDriverError) await this.passes.complete(pass, nextInMs);
  }
}

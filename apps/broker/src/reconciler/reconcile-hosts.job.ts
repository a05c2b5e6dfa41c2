import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { HostPassStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { ReconcileHost } from './reconcile-host.js';

const EVERY_MS = 1_000;
const STOP_WITHIN_MS = 5_000;
/** After a start all hosts are due: they are asked in turn, the longest waiting first. */
const MOST_AT_ONCE = 100;

/** Looks for hosts whose pass is due. Each has a pass of its own: one that hangs holds up no other, nor do ninety-nine. */
@Injectable()
export class ReconcileHostsJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconciler');
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly passes: HostPassStore,
    private readonly reconcileHost: ReconcileHost,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(EVERY_MS)
  async reconcile(): Promise<void> {
    if (this.config.reconciler.everySeconds === 0 || this.stopping.signal.aborted) return;
    if (this.running.size >= MOST_AT_ONCE) return;
    try {
      const due = await this.passes.findDue(MOST_AT_ONCE - this.running.size);
      for (const hostId of due) if (!this.running.has(hostId)) this.start(hostId);
    } catch (error) {
      this.warn(error);
    }
  }

  /** A pass under way ends before its next effect, and the host is for others at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.race([Promise.all(this.running.values()), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  private start(hostId: string): void {
    if (this.stopping.signal.aborted) return;
    const options = { nextInMs: this.pauseMs(), signal: this.stopping.signal };
    const pass = this.reconcileHost
      .execute(hostId, options)
      .catch((error: unknown) => {
        this.warn(error, hostId);
      })
      .finally(() => this.running.delete(hostId));
    this.running.set(hostId, pass);
  }

  /** A quarter more or less, so that brokers that start together do not stay together. */
  private pauseMs(): number {
    return this.config.reconciler.everySeconds * 1_000 * (0.75 + Math.random() / 2);
  }

  private warn(error: unknown, hostId?: string): void {
    const reason = error instanceof Error ? describeError(error) : 'unknown error';
    this.logger.warn({ message: 'hosts could not be reconciled', hostId, reason });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { HostStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { TendDrains } from './tend-drains.js';

const LOOK_EVERY_MS = 1_000;
/** Hosts that one broker looks at in a second; of more than that, those who are left wait for the next. */
const MOST_A_LOOK = 100;
const STOP_WITHIN_MS = 5_000;

/** Looks after the shippers of all hosts. Each host has a pass of its own: one that hangs holds up no other. */
@Injectable()
export class TendDrainsJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Drains');
  private readonly running = new Map<string, Promise<void>>();
  private readonly failing = new Set<string>();
  private readonly left: string[] = [];
  private dueInMs = 0;
  private isStopping = false;

  constructor(
    private readonly hosts: HostStore,
    private readonly tendDrains: TendDrains,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async tend(): Promise<void> {
    this.dueInMs -= LOOK_EVERY_MS;
    if (this.config.drains.everySeconds === 0 || this.isStopping) return;
    if (this.left.length === 0 && this.dueInMs <= 0) await this.listHosts();
    for (const hostId of this.left.splice(0, MOST_A_LOOK)) if (!this.running.has(hostId)) this.start(hostId);
  }

  /** Those who live; the silent ones keep what they have. */
  private async listHosts(): Promise<void> {
    this.dueInMs = this.config.drains.everySeconds * 1_000;
    try {
      for (const { hostId, isAlive } of await this.hosts.findPulses()) if (isAlive) this.left.push(hostId);
    } catch (error) {
      this.warn(error);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.race([Promise.all(this.running.values()), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  private start(hostId: string): void {
    if (this.isStopping) return;
    const pass = this.tendDrains
      .execute(hostId)
      .then(() => this.failing.delete(hostId))
      .catch((error: unknown) => {
        if (!this.failing.has(hostId)) this.warn(error, hostId);
        this.failing.add(hostId);
      })
      .finally(() => this.running.delete(hostId));
    this.running.set(
      hostId,
      pass.then(() => undefined),
    );
  }

  /** Once, until it works again. */
  private warn(error: unknown, hostId?: string): void {
    const reason = error instanceof Error ? describeError(error) : 'unknown error';
    this.logger.warn({ message: 'drains could not be tended: lines wait on their hosts', hostId, reason });
  }
}

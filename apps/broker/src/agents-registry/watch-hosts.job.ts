import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HostStore } from '#persistence';

const EVERY_MS = 5_000;

/** Tells the operator when a host falls silent and when it is back; not at every beat. */
@Injectable()
export class WatchHostsJob {
  private readonly logger = new Logger('Hosts');
  private readonly alive = new Map<string, boolean>();

  constructor(private readonly hosts: HostStore) {}

  @Interval(EVERY_MS)
  async watch(): Promise<void> {
    try {
      for (const { hostId, isAlive, silentMs } of await this.hosts.findAll()) this.compare(hostId, isAlive, silentMs);
    } catch (error) {
      this.logger.warn({ message: 'hosts could not be looked up', error: error instanceof Error ? error.message : '' });
    }
  }

  private compare(hostId: string, isAlive: boolean, silentMs: number): void {
    const before = this.alive.get(hostId);
    this.alive.set(hostId, isAlive);
    if (before === isAlive || (before === undefined && isAlive)) return;
    if (isAlive) this.logger.log({ message: 'host is back', hostId });
    else
      this.logger.warn({ message: 'host is silent: no new instances there until its agent pings', hostId, silentMs });
  }
}

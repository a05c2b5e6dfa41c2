import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type Host, HostStore } from '#persistence';

const EVERY_MS = 5_000;

interface Seen {
  readonly isAlive: boolean;
  readonly range: string;
}

/** Tells the operator when a host falls silent, is back, or has another port range; not at every beat. */
@Injectable()
export class WatchHostsJob {
  private readonly logger = new Logger('Hosts');
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly hosts: HostStore) {}

  @Interval(EVERY_MS)
  async watch(): Promise<void> {
    try {
      for (const host of await this.hosts.findAll()) this.compare(host);
    } catch (error) {
      this.logger.warn({ message: 'hosts could not be looked up', error: error instanceof Error ? error.message : '' });
    }
  }

  private compare(host: Host): void {
    const before = this.seen.get(host.hostId);
    const range = `${host.portMin}-${host.portMax}`;
    this.seen.set(host.hostId, { isAlive: host.isAlive, range });
    if (before !== undefined && before.range !== range) this.tellRange(host.hostId, before.range, range);
    if (before?.isAlive !== host.isAlive && !(before === undefined && host.isAlive)) this.tellLife(host);
  }

  /** Ports outside of it stay with their instances, whose users know them (row 66). */
  private tellRange(hostId: string, before: string, now: string): void {
    this.logger.warn({ message: 'host has another port range: ports in use outside of it stay', hostId, before, now });
  }

  private tellLife({ hostId, isAlive, silentMs }: Host): void {
    if (isAlive) this.logger.log({ message: 'host is back', hostId });
    else
      this.logger.warn({ message: 'host is silent: no new instances there until its agent pings', hostId, silentMs });
  }
}

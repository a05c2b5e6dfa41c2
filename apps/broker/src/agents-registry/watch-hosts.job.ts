import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type HostPulse, HostStore } from '#persistence';
import { toBytes } from '../catalog/memory-size.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { hasDisk } from './has-disk.types.js';

const EVERY_MS = 5_000;

interface Seen {
  readonly isAlive: boolean;
  readonly range: string;
  readonly hasDisk: boolean;
}

/** Tells the operator when a host falls silent, is back, lacks disk, or has another port range; not at every beat. */
@Injectable()
export class WatchHostsJob {
  private readonly logger = new Logger('Hosts');
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly hosts: HostStore,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(EVERY_MS)
  async watch(): Promise<void> {
    try {
      for (const host of await this.hosts.findPulses()) this.compare(host);
    } catch (error) {
      this.logger.warn({ message: 'hosts could not be looked up', error: error instanceof Error ? error.message : '' });
    }
  }

  private compare(host: HostPulse): void {
    const before = this.seen.get(host.hostId);
    const range = `${host.portMin}-${host.portMax}`;
    const isRoomy = hasDisk(host, this.minFreeDiskBytes);
    this.seen.set(host.hostId, { isAlive: host.isAlive, range, hasDisk: isRoomy });
    if (before !== undefined && before.range !== range) this.tellRange(host.hostId, before.range, range);
    if (before?.isAlive !== host.isAlive && !(before === undefined && host.isAlive)) this.tellLife(host);
    if ((before?.hasDisk ?? true) !== isRoomy) this.tellDisk(host, isRoomy);
  }

  /** Ports outside of it stay with their instances, whose users know them (row 66). */
  private tellRange(hostId: string, before: string, now: string): void {
    this.logger.warn({ message: 'host has another port range: ports in use outside of it stay', hostId, before, now });
  }

  private tellDisk({ hostId, freeDiskBytes }: HostPulse, isRoomy: boolean): void {
    if (isRoomy) this.logger.log({ message: 'host has disk again', hostId, freeDiskBytes });
    else this.logger.warn({ message: 'host is short of disk: no new instances there', hostId, freeDiskBytes });
  }

  private get minFreeDiskBytes(): number {
    return toBytes(this.config.docker.minFreeDisk) ?? 0;
  }

  private tellLife({ hostId, isAlive, silentMs }: HostPulse): void {
    if (isAlive) this.logger.log({ message: 'host is back', hostId });
    else
      this.logger.warn({ message: 'host is silent: no new instances there until its agent pings', hostId, silentMs });
  }
}

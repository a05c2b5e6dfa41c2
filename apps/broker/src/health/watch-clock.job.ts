import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DatabaseHealth } from '#persistence';

const EVERY_MS = 3_600_000;
const TOLERATED_MS = 30_000;

/**
 * Leases, pings and deadlines go by the database's clock, so a broker whose own is wrong does no harm to them (row 72).
 * Certificates it judges by its own, and its log lines are hard to put in order: somebody should set it.
 */
@Injectable()
export class WatchClockJob implements OnApplicationBootstrap {
  private readonly logger = new Logger('Broker');

  constructor(private readonly health: DatabaseHealth) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.compare();
  }

  @Interval(EVERY_MS)
  async compare(): Promise<void> {
    try {
      const askedAt = Date.now();
      const there = await this.health.tellTime();
      const aheadMs = toAheadMs(askedAt, there, Date.now());
      if (Math.abs(aheadMs) <= TOLERATED_MS) return;
      this.logger.warn({ message: "the clock differs from the database's: set the clocks of both", aheadMs });
    } catch (error) {
      this.logger.warn({ message: "the database's clock could not be read", error: describe(error) });
    }
  }
}

/** How far we are ahead, at least: the answer may have been given at any moment between question and receipt. */
function toAheadMs(askedAt: number, there: number, answeredAt: number): number {
  if (there < askedAt) return askedAt - there;
  return there > answeredAt ? answeredAt - there : 0;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

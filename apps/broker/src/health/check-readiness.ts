import { Injectable, type OnModuleDestroy, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import { DatabaseHealth, type DatabaseReport } from '#persistence';
import { toHealthResult } from './to-health-result.js';

const REMEMBER_MS = 1_000;

export interface Readiness {
  readonly isReady: boolean;
  readonly body: object;
}

/**
 * Ready while the database can be worked with: without it nothing can be answered. Hosts that are away harm only what is
 * on them, and are away for every broker, so they make it degraded, not unready. The database is asked once a second at
 * most, however many probe.
 */
@Injectable()
export class CheckReadiness implements OnModuleDestroy {
  private isStopping = false;
  private seen: { readonly atMs: number; readonly report: Promise<DatabaseReport> } | undefined;

  constructor(
    private readonly database: DatabaseHealth,
    private readonly health: HealthCheckService,
  ) {}

  /** The first that a stopping broker does: nothing new should come while it ends what it has. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  async execute(): Promise<Readiness> {
    if (this.isStopping) return { isReady: false, body: { status: 'shutting_down' } };
    const result = toHealthResult(await this.look());
    try {
      return { isReady: true, body: await this.health.check([() => result]) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return { isReady: false, body: error.getResponse() as object };
    }
  }

  private look(): Promise<DatabaseReport> {
    const nowMs = performance.now();
    if (this.seen === undefined || nowMs - this.seen.atMs >= REMEMBER_MS)
      this.seen = { atMs: nowMs, report: this.database.look() };
    return this.seen.report;
  }
}

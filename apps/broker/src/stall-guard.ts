import type { Server } from 'node:http';
import { Logger } from '@nestjs/common';

const LONGEST_TURN_MS = 1_000;

/**
 * Notices that the process stood still (SIGSTOP, a machine that was paused, a blocked event loop), by a clock that
 * nobody sets. What lies in the sockets of such a process is from the past: its platform has hung up, or will, and
 * perhaps its DELETE was answered elsewhere (failure-model row 5). Requests that were being answered go on.
 */
export class StallGuard {
  private readonly logger = new Logger('Broker');
  private readonly timer: NodeJS.Timeout;
  private lastTurnMs = performance.now();

  constructor(
    private readonly server: Pick<Server, 'closeIdleConnections'>,
    private readonly limitMs: number,
  ) {
    this.timer = setInterval(
      () => {
        this.turn();
      },
      Math.min(LONGEST_TURN_MS, limitMs / 4),
    ).unref();
  }

  /** False for what is read after a stall: when a process wakes, its sockets may be read before its timers run. */
  admits(): boolean {
    return performance.now() - this.lastTurnMs <= this.limitMs;
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Connections that waited to be accepted are read in the turn after this one: so long nothing is admitted. */
  private turn(): void {
    const stoodStillMs = performance.now() - this.lastTurnMs;
    if (stoodStillMs <= this.limitMs) {
      this.lastTurnMs += stoodStillMs;
      return;
    }
    this.logger.warn({
      message: 'the process stood still: old connections are closed unread',
      ms: Math.round(stoodStillMs),
    });
    this.server.closeIdleConnections();
    setImmediate(() => {
      this.lastTurnMs = performance.now();
    });
  }
}

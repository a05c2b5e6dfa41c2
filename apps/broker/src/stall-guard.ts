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
  private turnedMs = performance.now();
  private isAwake = true;

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
    return this.isAwake && performance.now() - this.turnedMs <= this.limitMs;
  }

  close(): void {
    clearInterval(this.timer);
  }

  /**
   * Connections that waited to be accepted come one after the other once the process runs again, each with a request
   * from before: nothing is admitted until the turn after the one that saw the stall.
   */
  private turn(): void {
    const nowMs = performance.now();
    const stoodStillMs = nowMs - this.turnedMs;
    const wasAwake = this.isAwake;
    this.turnedMs = nowMs;
    this.isAwake = stoodStillMs <= this.limitMs;
    if (!this.isAwake) this.tell(stoodStillMs);
    if (!this.isAwake || !wasAwake) this.server.closeIdleConnections();
  }

  private tell(stoodStillMs: number): void {
    const ms = Math.round(stoodStillMs);
    this.logger.warn({ message: 'the process stood still: old connections are closed unread', ms });
  }
}

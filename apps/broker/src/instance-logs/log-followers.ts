import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { UnavailableError } from '../osb/osb.errors.js';

/** At once, in one broker: each keeps a connection here and one to an engine. */
const MOST_FOLLOWERS = 100;

export interface Follower {
  /** Fires when the reader has left, and when the broker stops. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** Who follows logs right now. A broker that stops sends them away before it waits for its last answers. */
@Injectable()
export class LogFollowers implements OnModuleDestroy {
  private readonly followers = new Set<AbortController>();

  /** Throws `UnavailableError` when there are too many. */
  admit(): Follower {
    if (this.followers.size >= MOST_FOLLOWERS)
      throw new UnavailableError('Too many logs are being followed. Close one, or read without "follow".');
    const controller = new AbortController();
    this.followers.add(controller);
    const leave = (): void => {
      this.followers.delete(controller);
      controller.abort();
    };
    return { signal: controller.signal, leave };
  }

  onModuleDestroy(): void {
    for (const controller of this.followers) controller.abort();
  }
}

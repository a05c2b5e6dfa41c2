import { setTimeout as sleep } from 'node:timers/promises';
import { Patience } from './patience.js';
import { translateDatabaseError } from './translate-database-error.js';

/** Runs it again as long as what goes wrong will pass; then throws the last error in our words. */
export async function persevere<T>(attempt: () => Promise<T>): Promise<T> {
  const patience = new Patience();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const pauseMs = patience.pauseAfter(error);
      if (pauseMs === undefined) throw translateDatabaseError(error);
      await sleep(pauseMs);
    }
  }
}

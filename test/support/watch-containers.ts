import { setTimeout as sleep } from 'node:timers/promises';
import { findContainers } from './engine.js';

/** Looks at an instance's containers all the time; `most` is how many there were at once. */
export function watchContainers(instanceId: string): { stop(): Promise<{ readonly most: number }> } {
  let most = 0;
  let isWatching = true;
  const watch = async (): Promise<void> => {
    while (isWatching) {
      most = Math.max(most, (await findContainers(instanceId)).length);
      await sleep(50);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      isWatching = false;
      await watching;
      return { most };
    },
  };
}

import { setImmediate as turn } from 'node:timers/promises';

/**
 * Lets every timer that is due fire first. A process that was stopped while it waited for input finds the input before
 * its timers when it wakes, and so might send what a signal was to call off meanwhile (failure-model rows 32 and 33).
 */
export async function afterTimers(): Promise<void> {
  await turn();
  await turn();
}

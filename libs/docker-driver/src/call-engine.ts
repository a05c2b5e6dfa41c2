import { afterTimers } from './after-timers.js';
import { HostUnreachableError } from './docker-driver.errors.js';
import { translateDockerError } from './translate-docker-error.js';
import type { DockerDriverErrorClass } from './translate-docker-error.js';

/** One attempt at the engine. */
export interface EngineCall {
  /** What errors call it, after "Could not": `start container …`. */
  readonly name: string;
  readonly timeoutMs: number;
  /** The caller's way to call it off; ends it with `HostUnreachableError`, for the effect is unknown then too. */
  readonly signal?: AbortSignal | undefined;
  /** What is thrown when the time is over; `HostUnreachableError` unless said. */
  readonly TimeoutError?: DockerDriverErrorClass;
}

/** Time limits, in milliseconds, of calls that have none of their own. Creates and changes end within a worker's lease. */
export const INSPECT_MS = 10_000;
export const CREATE_MS = 12_000;
export const STOP_MS = 30_000;

/**
 * Runs one call of the engine within its time and translates whatever it throws. `run` must end when its signal fires.
 * An own timer instead of `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect those before they fire.
 */
export async function callEngine<T>(call: EngineCall, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { name, timeoutMs, signal, TimeoutError = HostUnreachableError } = call;
  if (signal !== undefined) await afterTimers();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new TimeoutError(`Could not ${name} within ${timeoutMs} ms.`));
  }, timeoutMs);
  const callOff = (): void => {
    controller.abort(new HostUnreachableError(`Could not ${name}: it was called off.`, signal?.reason));
  };
  if (signal?.aborted === true) callOff();
  signal?.addEventListener('abort', callOff, { once: true });
  try {
    return await run(controller.signal);
  } catch (error) {
    throw translateDockerError(controller.signal.aborted ? controller.signal.reason : error, name);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', callOff);
  }
}

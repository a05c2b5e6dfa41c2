import { DockerDriverError, HostUnreachableError, StartRefusedError } from '#docker-driver';
import { type ClaimedOperation, type Failure, FencedError, PersistenceError } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { backoffMs } from './backoff.js';
import { NeverPossibleError, WorkBlockedError, WorkFailedError } from './operations.errors.js';

export type NextMove =
  /** Somebody else goes on. */
  | { readonly move: 'give way' }
  | ({ readonly move: 'undo' } & Failure)
  /** `description`: what its user reads meanwhile, where that is not the step it was at. */
  | { readonly move: 'postpone'; readonly delayMs: number; readonly description: string | undefined };

const NOT_IN_TIME = 'The service did not become ready in time. Try again, or ask the operator.';
const NOT_POSSIBLE = 'The service could not be made. Try again, or ask the operator and name the operation.';
const NOT_CHANGED = 'The service could not be changed. Ask the operator and name the operation.';
const NOT_STARTABLE =
  'The service cannot be started as its plan says. Trying again does not help: ask the operator and name the operation.';

const HOST_AWAY = 'waiting for the Docker host, which does not answer; it goes on by itself';

/**
 * What happens after work that threw. Creations and updates that cannot succeed, or are past their deadline, are undone;
 * deletions and undoing never give up (design §4, rule 6).
 */
export function decideNext(operation: ClaimedOperation, error: unknown, remainingMs: number | undefined): NextMove {
  if (error instanceof FencedError) return { move: 'give way' };
  const failure = mayFail(operation) ? findFailure(operation, error, remainingMs) : undefined;
  if (failure !== undefined) return { move: 'undo', ...failure };
  return { move: 'postpone', delayMs: chooseDelay(operation, error), description: describeWait(operation, error) };
}

function chooseDelay({ attempts }: ClaimedOperation, error: unknown): number {
  const known = error instanceof WorkBlockedError ? error.retryInMs : undefined;
  return known ?? backoffMs(attempts);
}

/** Whose creation has failed reads why it failed, however long its undoing has to wait. */
function describeWait({ mode }: ClaimedOperation, error: unknown): string | undefined {
  const isHostAway = error instanceof HostUnreachableError || error instanceof HostUnknownError;
  return mode === 'forward' && isHostAway ? HOST_AWAY : undefined;
}

function mayFail({ mode, kind }: ClaimedOperation): boolean {
  return mode === 'forward' && (kind === 'provision' || kind === 'bind' || kind === 'update');
}

function findFailure({ kind }: ClaimedOperation, error: unknown, remainingMs: number | undefined): Failure | undefined {
  const isRepeatable = !(error instanceof NeverPossibleError);
  if (error instanceof WorkFailedError) return { description: error.message, isRepeatable };
  if (error instanceof StartRefusedError) return { description: NOT_STARTABLE, isRepeatable };
  if (isFinal(error)) return { description: kind === 'update' ? NOT_CHANGED : NOT_POSSIBLE, isRepeatable };
  return remainingMs !== undefined && remainingMs <= 0 ? { description: NOT_IN_TIME, isRepeatable } : undefined;
}

function isFinal(error: unknown): boolean {
  if (error instanceof HostNotAllowedError) return true;
  return (error instanceof DockerDriverError || error instanceof PersistenceError) && !error.retryable;
}

import { DockerDriverError, HostUnreachableError } from '#docker-driver';
import { FencedError, PersistenceError, type ClaimedOperation } from '#persistence';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { backoffMs } from './backoff.js';
import { WorkFailedError } from './operations.errors.js';

export type NextMove =
  /** Somebody else goes on. */
  | { readonly move: 'give way' }
  | { readonly move: 'undo'; readonly description: string }
  /** `description`: what its user reads meanwhile, where that is not the step it was at. */
  | { readonly move: 'postpone'; readonly delayMs: number; readonly description: string | undefined };

const NOT_IN_TIME = 'The service did not become ready in time. Try again, or ask the operator.';
const NOT_POSSIBLE = 'The service could not be made. Try again, or ask the operator and name the operation.';

const HOST_AWAY = 'waiting for the Docker host, which does not answer; it goes on by itself';

/**
 * What happens after work that threw. Creations that cannot succeed, or are past their deadline, are undone; deletions
 * and undoing never give up (design §4, rule 6).
 */
export function decideNext(operation: ClaimedOperation, error: unknown, remainingMs: number | undefined): NextMove {
  if (error instanceof FencedError) return { move: 'give way' };
  if (isCreation(operation)) {
    if (error instanceof WorkFailedError) return { move: 'undo', description: error.message };
    if (isFinal(error)) return { move: 'undo', description: NOT_POSSIBLE };
    if (remainingMs !== undefined && remainingMs <= 0) return { move: 'undo', description: NOT_IN_TIME };
  }
  return { move: 'postpone', delayMs: backoffMs(operation.attempts), description: describeWait(operation, error) };
}

/** Whose creation has failed reads why it failed, however long its undoing has to wait. */
function describeWait({ mode }: ClaimedOperation, error: unknown): string | undefined {
  const isHostAway = error instanceof HostUnreachableError || error instanceof HostUnknownError;
  return mode === 'forward' && isHostAway ? HOST_AWAY : undefined;
}

function isCreation(operation: ClaimedOperation): boolean {
  return operation.mode === 'forward' && (operation.kind === 'provision' || operation.kind === 'bind');
}

function isFinal(error: unknown): boolean {
  if (error instanceof HostNotAllowedError) return true;
  return (error instanceof DockerDriverError || error instanceof PersistenceError) && !error.retryable;
}

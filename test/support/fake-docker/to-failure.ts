import {
  ContainerMissingError,
  ContainerNotRunningError,
  EngineAnswerError,
  EngineBusyError,
  EngineRefusedError,
  ImageMissingError,
  NameTakenError,
  PortTakenError,
} from '#docker-driver';
import { EngineFailure } from './engine-failure.js';

const STATUSES = [
  [ContainerMissingError, 404],
  [ImageMissingError, 404],
  [NameTakenError, 409],
  [ContainerNotRunningError, 409],
  [EngineBusyError, 409],
  [PortTakenError, 500],
  [EngineRefusedError, 400],
  // A request that does not say what it must: the readers of answers read requests too.
  [EngineAnswerError, 400],
] as const;

/** The status of what the engine in memory throws. Anything else is a bug of ours, and said to be one. */
export function toFailure(error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error;
  const known = STATUSES.find(([Known]) => error instanceof Known);
  if (known === undefined) return new EngineFailure(500, `The fake engine has a bug: ${String(error)}`);
  return new EngineFailure(known[1], (error as Error).message);
}

import type { ExecState } from './docker-driver.port.js';
import { readInteger, readObject } from './read-answer.js';

/** From the answer of `GET /exec/{id}/json`. Throws `EngineAnswerError`. */
export function toExecState(answer: unknown): ExecState {
  const exec = readObject(answer, 'a command');
  if (exec['Running'] === true) return { phase: 'running' };
  if (exec['ExitCode'] === null || exec['ExitCode'] === undefined) return { phase: 'not-started' };
  return { phase: 'ended', exitCode: readInteger(exec['ExitCode'], 'ExitCode') };
}

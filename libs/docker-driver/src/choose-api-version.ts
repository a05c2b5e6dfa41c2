import { EngineAnswerError } from './docker-driver.errors.js';
import { readObject, readString } from './read-answer.js';

/** The newest version whose words we know. Engine 20.10 ends at 1.41; engine 29 begins at 1.44. */
const PREFERRED = '1.44';
const FORM = /^1\.\d{1,3}$/;

/**
 * The API version to speak, from the answer of `GET /version`: ours, or the nearest to it that the engine has. Without
 * one in the path an engine would speak its own newest, so a field could change its meaning with an upgrade.
 */
export function chooseApiVersion(answer: unknown): string {
  const engine = readObject(answer, 'the version');
  const newest = readVersion(engine['ApiVersion']);
  const oldest = engine['MinAPIVersion'] === undefined ? newest : readVersion(engine['MinAPIVersion']);
  if (minor(newest) < minor(PREFERRED)) return newest;
  return minor(oldest) > minor(PREFERRED) ? oldest : PREFERRED;
}

function readVersion(value: unknown): string {
  const version = readString(value, 'an API version');
  if (FORM.test(version)) return version;
  throw new EngineAnswerError('The engine names an API version that is none.');
}

function minor(version: string): number {
  return Number(version.slice(2));
}

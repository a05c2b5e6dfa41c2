import { EngineAnswerError, EngineRefusedError } from './docker-driver.errors.js';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/;
const FULL_ID = /^[0-9a-f]{64}$/;
const IMAGE_REF =
  /^[a-zA-Z0-9][\w.-]*(?::\d+(?=\/))?(?:\/[a-zA-Z0-9][\w.-]*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
const VARIABLE = /^[a-zA-Z_][\w.-]*$/;

/** A container's, volume's or network's name, or an id. dockerode puts it into the path as it is, so no `/`, `?`, `%`. */
export function checkName(name: string): string {
  return check(name, NAME, 'a name that Docker allows');
}

/** Docker takes a unique beginning of an id for the id; what we change must be named in full. */
export function checkFullId(id: string): string {
  return check(id, FULL_ID, 'a full id of 64 hexadecimal digits');
}

/** The id of something just made. Throws `EngineAnswerError`. */
export function readFullId(id: unknown): string {
  if (typeof id === 'string' && FULL_ID.test(id)) return id;
  throw new EngineAnswerError('The engine made something and told no id of it.');
}

/** `[registry[:port]/]path[:tag][@sha256:…]`. */
export function checkImageRef(imageRef: string): string {
  return check(imageRef, IMAGE_REF, 'an image reference');
}

/** Only the names: the engine's own complaint would quote the value, which may be a password. */
export function checkVariableNames(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(environment)) check(name, VARIABLE, 'the name of an environment variable');
}

function check(text: string, pattern: RegExp, what: string): string {
  if (text.length <= 512 && pattern.test(text)) return text;
  throw new EngineRefusedError(`${JSON.stringify(text.slice(0, 80))} is not ${what}.`);
}

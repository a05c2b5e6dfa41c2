import type { ExecOutcome } from '#docker-driver';
import { WorkFailedError } from '../operations.errors.js';

const DEEPEST = 16;

/**
 * The JSON object that a lifecycle script printed; `{}` when it printed nothing. Throws `WorkFailedError` for anything
 * else, without a word of the output: it may hold secrets.
 */
export function readScriptOutput(
  script: string,
  { stdout, truncated }: ExecOutcome,
): Readonly<Record<string, unknown>> {
  if (truncated) throw new WorkFailedError(`The service's ${script} script printed too much.`);
  if (stdout.trim() === '') return {};
  const value = parse(script, stdout);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depthOf(value) > DEEPEST)
    throw new WorkFailedError(`The service's ${script} script did not print a JSON object.`);
  return value as Record<string, unknown>;
}

function parse(script: string, text: string): unknown {
  try {
    // An own "__proto__" would become the prototype wherever the object is copied by assignment.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    throw new WorkFailedError(`The service's ${script} script did not print JSON.`);
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

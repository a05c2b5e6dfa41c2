import { ConfigurationError } from './configuration.errors.js';
import { findJsonError } from './find-json-error.js';

/** Parses the text of a file. Throws `ConfigurationError` with line and column, never with the text around them. */
export function parseJson(text: string, source: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    const { offset, expected } = findJsonError(json);
    const lines = json.slice(0, offset).split('\n');
    const path = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
    throw new ConfigurationError(source, [{ path, fault: `this is not JSON; expected ${expected}` }]);
  }
}

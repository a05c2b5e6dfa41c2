import { readFileSync } from 'node:fs';
import { ConfigurationError } from '#configuration';

/** Throws `ConfigurationError` when the file is empty, or with the system's reason when it cannot be read. */
export function readTextFile(path: string): string {
  const text = read(path);
  if (text === '') {
    throw new ConfigurationError(path, [{ path: '', fault: 'the file is empty' }]);
  }
  return text;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigurationError(path, [{ path: '', fault: `the file cannot be read (${reason})` }]);
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of this program, as the nearest `package.json` says it; `undefined` where there is none. */
export function readVersion(folder: string = dirname(fileURLToPath(import.meta.url))): string | undefined {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string }).version;
  return dirname(folder) === folder ? undefined : readVersion(dirname(folder));
}

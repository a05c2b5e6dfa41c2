import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const NOT_OURS: readonly string[] = ['node_modules', 'dist', 'coverage', 'data', '.git', '.cache'];

/** The files below a folder that we wrote, as paths from the root of the repository, by the end of their names. */
export function filesEndingWith(end: string, folder = '.'): string[] {
  const inside = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return inside.flatMap((entry) => {
    const path = relative(ROOT, join(ROOT, folder, entry.name));
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : filesEndingWith(end, path);
    return entry.name.endsWith(end) ? [path] : [];
  });
}

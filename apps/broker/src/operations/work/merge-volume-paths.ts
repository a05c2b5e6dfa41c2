import { withoutSlash } from './sized-path.js';

/**
 * Where the volumes of an instance's next container are mounted: each held volume at its path, new ones after them.
 * `undefined` when the next container has no use for a volume that is held: its data would be there, but not be found.
 */
export function mergeVolumePaths(held: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
  const [present, next] = [held, wanted].map((paths) => paths.map(withoutSlash)) as [string[], string[]];
  if (!present.every((path) => next.includes(path))) return undefined;
  return [...held, ...next.filter((path) => !present.includes(path))];
}

import type { SizedPath } from '../../catalog/container-settings.types.js';
import { toBytes } from '../../catalog/memory-size.types.js';

export interface Place {
  readonly path: string;
  readonly sizeBytes: number | undefined;
}

/** A place inside a container, as a path alone or with its size. Engines take `/data` and `/data/` for one place. */
export function toSizedPath(said: string | SizedPath): Place {
  const { path, size } = typeof said === 'string' ? { path: said, size: undefined } : said;
  return { path: withoutSlash(path), sizeBytes: size === undefined ? undefined : toBytes(size) };
}

export function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}

/** The size that is said for the path; `undefined`: none. */
export function findSize(places: readonly (string | SizedPath)[] | undefined, path: string): number | undefined {
  return places?.map(toSizedPath).find((one) => one.path === withoutSlash(path))?.sizeBytes;
}

import { toRegistryName } from '#docker-driver';

/** By `docker.registries`: where it names none, every registry. */
export function mayPullFrom(registry: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.map(toRegistryName).includes(toRegistryName(registry));
}

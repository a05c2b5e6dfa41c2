import { registryOf } from '#docker-driver';
import { imageReferences, isShippedImage } from '../operations/image-references.types.js';
import { mayPullFrom } from '../registries/may-pull-from.types.js';
import type { CatalogFault } from './check-catalog.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

/** What the broker is told of where images come from. */
export interface ImageSources {
  /** Where a plan does not say it. */
  readonly pull: 'missing' | 'never';
  /** Empty for every one. */
  readonly registries: readonly string[];
}

/** Plans whose images would be pulled from a registry that `docker.registries` does not name. */
export function checkRegistries(
  definitions: readonly ServiceDefinition[],
  sources: ImageSources,
): readonly CatalogFault[] {
  return definitions.flatMap((definition, index) => {
    const registry = registryOf(imageReferences(definition).at(-1) ?? '');
    if (!isPulled(definition, sources) || mayPullFrom(registry, sources.registries)) return [];
    const path = definition.image === undefined ? 'name' : 'image';
    return [{ index, path, fault: describe(path, registry, sources.registries) }];
  });
}

/** One that ships with the broker is asked for at a registry only where the plan wants that. */
function isPulled(definition: ServiceDefinition, sources: ImageSources): boolean {
  const pull = definition.pull ?? sources.pull;
  if (definition.containerName !== '' || pull === 'never') return false;
  return pull === 'always' || !isShippedImage(definition);
}

function describe(path: 'image' | 'name', registry: string, allowed: readonly string[]): string {
  const what = path === 'name' ? 'is the image where "image" is left out, and that' : 'is an image that';
  const hosts = allowed.map((host) => JSON.stringify(host)).join(', ');
  return `${what} would be pulled from "${registry}"; allowed by docker.registries is an "image" of ${hosts}, one that comes with the broker, and "pull": "never" for one that hosts have`;
}

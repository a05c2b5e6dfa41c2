const operations = 'apps/broker/src/operations/work';

/** Guards of where images come from. */
export const REGISTRY_MUTANTS = [
  {
    guard: 'no host pulls from a registry that docker.registries does not name',
    file: 'apps/broker/src/registries/registry-image-puller.ts',
    from: 'if (!mayPullFrom(registry, this.config.docker.registries))',
    to: 'if (imageRef === undefined)',
    killedBy: [`${operations}/service-images.spec.ts`],
  },
];

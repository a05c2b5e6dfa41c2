const GENERATION = /^(.+)\.g([1-9]\d{0,8})$/;

/**
 * The container that an update has put in the place of the one before has a name of its own. No instance's first name
 * holds a dot, so it is never that of another instance's container.
 */
export function nameGeneration(baseName: string, generation: number): string {
  return generation === 0 ? baseName : `${baseName}.g${generation}`;
}

/** The other way round. */
export function readGeneration(containerName: string): { readonly baseName: string; readonly generation: number } {
  const [, baseName = containerName, generation = '0'] = GENERATION.exec(containerName) ?? [];
  return { baseName, generation: Number(generation) };
}

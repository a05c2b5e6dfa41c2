/** The digest by which the registry of `imageRef` has the image, else any registry; `undefined` where none has it. */
export function findDigest(digests: readonly string[], imageRef: string): string | undefined {
  const repository = repositoryOf(imageRef);
  const sorted = [...digests].sort();
  const own = sorted.find((digest) => repositoryOf(digest) === repository) ?? sorted[0];
  return own?.split('@')[1];
}

/** Without tag and digest. */
function repositoryOf(reference: string): string {
  const [named = reference] = reference.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon === -1 ? named : named.slice(0, colon);
}

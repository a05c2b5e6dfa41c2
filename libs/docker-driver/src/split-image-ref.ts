/**
 * As the engine's pull wants a reference. Without a tag an engine pulls all of them, so `latest` is said; a digest
 * stands where the tag would.
 */
export function splitImageRef(imageRef: string): { fromImage: string; tag: string } {
  const [named = imageRef, digest] = imageRef.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const fromImage = colon === -1 ? named : named.slice(0, colon);
  return { fromImage, tag: digest ?? (colon === -1 ? 'latest' : named.slice(colon + 1)) };
}

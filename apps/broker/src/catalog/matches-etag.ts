const TAG = /(?:W\/)?("[^"]*")/g;

/** Whether `If-None-Match` names the tag: a list, in which weak ones count as strong, or `*` (CAT-06). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(TAG)].some(([, tag]) => tag === etag);
}

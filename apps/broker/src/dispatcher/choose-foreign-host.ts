/** What became of looking for a container on one host. */
export interface Look {
  readonly hostId: string;
  readonly seen: 'running' | 'not running' | 'silent';
}

export type ForeignHost =
  | { readonly outcome: 'found'; readonly hostId: string }
  /** Some did not answer, and may have it. */
  | { readonly outcome: 'unsure'; readonly silent: readonly string[] }
  | { readonly outcome: 'absent'; readonly asked: readonly string[] };

/** Of several that run a container of the name it is always the same one: the first by its id. */
export function chooseForeignHost(looks: readonly Look[]): ForeignHost {
  const of = (seen: Look['seen']): string[] =>
    looks
      .filter((look) => look.seen === seen)
      .map(({ hostId }) => hostId)
      .sort();
  const [hostId] = of('running');
  if (hostId !== undefined) return { outcome: 'found', hostId };
  const silent = of('silent');
  return silent.length > 0 ? { outcome: 'unsure', silent } : { outcome: 'absent', asked: of('not running') };
}

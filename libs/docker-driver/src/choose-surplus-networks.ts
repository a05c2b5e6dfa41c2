/** Networks of one name are told apart by these. */
export interface NamedNetwork {
  readonly networkId: string;
  readonly createdAt: string;
}

/** Whoever makes a network sees within this that it is not alone, and takes its own away, unless it has died. */
export const PATIENT_LOOKS = 10;

/**
 * Which of several networks of one name go: the first of them that nobody uses. The oldest stays, and who made a younger
 * one takes it away at once. What nobody has taken away after a while goes too, the youngest first; the engine keeps what
 * is in use, even the youngest, and then it is the older ones that go. `found` is sorted by `byAge`.
 */
export function chooseSurplusNetworks(
  found: readonly NamedNetwork[],
  made: string | undefined,
  looks: number,
): readonly NamedNetwork[] {
  if (looks >= PATIENT_LOOKS) return [...found].reverse();
  return found.slice(1).filter(({ networkId }) => networkId === made);
}

/** The same order for everybody who looks: oldest first. */
export function byAge(one: NamedNetwork, other: NamedNetwork): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.networkId < other.networkId ? -1 : 1;
}

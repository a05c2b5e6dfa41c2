/** What names of hosts lead to. */
export abstract class NameResolver {
  /** IP addresses; none when the name is not known, or nobody tells in time. Never throws. */
  abstract addressesOf(name: string): Promise<readonly string[]>;
}

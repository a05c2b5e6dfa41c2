/** One wrong value: where it is and what would be right. The value itself is never kept: it may be a password. */
export interface ConfigProblem {
  /** As in the file: `persister.poolSize`, `services.images[2].name`; empty for the whole. */
  readonly path: string;
  /** The environment variable that the value came from. */
  readonly variable?: string;
  /** What is wrong there, by saying what is allowed. */
  readonly fault: string;
}

/** A configuration that cannot be used. The message lists every problem, one a line, without any value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    source: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    super([`${source} cannot be used:`, ...problems.map(toLine)].join('\n  '));
  }
}

/** Flags that the program does not know; the message ends with the usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function toLine({ path, variable, fault }: ConfigProblem): string {
  const where = [path, variable === undefined ? '' : `(${variable})`].filter((part) => part !== '').join(' ');
  return where === '' ? fault : `${where}: ${fault}`;
}

import { UsageError } from '#configuration';

export type KeysCommand = 'status' | 'rotate' | 'rotate --kek';

const USAGE = 'usage: keys status | rotate [--kek] [-config FILE]';

/** What is asked for, and the flags of a broker that remain. Throws `UsageError`. */
export function readKeysCommand(argv: readonly string[]): {
  readonly command: KeysCommand;
  readonly flags: readonly string[];
} {
  const [verb, ...rest] = argv;
  const flags = rest.filter((word) => word !== '--kek');
  const isKek = flags.length < rest.length;
  if (verb === 'rotate') return { command: isKek ? 'rotate --kek' : 'rotate', flags };
  if (verb === 'status' && !isKek) return { command: 'status', flags };
  throw new UsageError(USAGE);
}

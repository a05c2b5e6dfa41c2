import { UsageError } from './configuration.errors.js';

/**
 * Flags with a value, as Go writes them: `-config FILE`, `--config FILE`, `-config=FILE`; the last one of a name counts.
 * Throws `UsageError` on anything else.
 */
export function readFlags<Name extends string>(
  argv: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const flags = new Map<Name, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const [, flag, inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const name = names.find((known) => known === flag);
    const value = inline ?? argv[(index += 1)];
    if (name === undefined || value === undefined || value === '') {
      const fault = name === undefined ? 'unknown argument' : 'no value for';
      throw new UsageError(`${fault} ${argument.replace(/=.*/s, '')}\n${usage(names)}`);
    }
    flags.set(name, value);
  }
  return Object.fromEntries(flags) as Partial<Record<Name, string>>;
}

function usage(names: readonly string[]): string {
  return `usage: ${names.map((name) => `[-${name} FILE]`).join(' ')}`;
}

import path from 'node:path';
import { SetupError } from './run-main.mjs';

const usage = 'usage: npm run image:test -- images/NAME [--json FILE]';

/** Images that nobody ships are named apart from those that somebody might. */
const repositories = [
  { folder: 'images', repository: 'docker-broker' },
  { folder: 'test/images', repository: 'docker-broker-test' },
];

/**
 * What `npm run image:test` was asked for.
 *
 * @param {string[]} args
 * @param {string} root of this repository
 * @returns {{ folder: string, repository: string, rest: string[] }}
 */
export function toImageTrial(args, root) {
  const [given, ...rest] = args;
  if (!given || given.startsWith('-')) throw new SetupError(usage);
  if (rest.length > 0 && (rest.length !== 2 || rest[0] !== '--json')) throw new SetupError(usage);
  const folder = path.resolve(root, given);
  const home = repositories.find((known) => path.join(root, known.folder) === path.dirname(folder));
  return { folder, repository: home?.repository ?? 'image-test', rest };
}

import { readFile } from 'node:fs/promises';
import { canInstall, installPackages } from './apt.mjs';
import { isInstalled, run } from './command.mjs';
import { SetupError } from './run-main.mjs';

/**
 * How Compose is called here: as a plug-in of docker, or as a program of its own; installed when there is neither.
 *
 * @returns {Promise<[string, ...string[]]>}
 */
export async function ensureComposeCommand() {
  if (await isPlugin()) return ['docker', 'compose'];
  if (isInstalled('docker-compose')) return ['docker-compose'];
  if (!canInstall()) throw new SetupError('There is no docker-compose. Install it, or run this once as root.');
  await installPackages([toPackage(await readFile('/etc/os-release', 'utf8'))]);
  return (await isPlugin()) ? ['docker', 'compose'] : ['docker-compose'];
}

function isPlugin() {
  return run('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  );
}

/**
 * Ubuntu's `docker-compose` is too old for its own Python.
 *
 * @param {string} osRelease
 */
export function toPackage(osRelease) {
  return /^ID=ubuntu$/m.test(osRelease) ? 'docker-compose-v2' : 'docker-compose';
}

import { isInstalled, run } from './command.mjs';
import { step } from './terminal.mjs';

export const canInstall = () => process.getuid?.() === 0 && isInstalled('apt-get');

/** @param {string[]} packages */
export async function installPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await step(`installing ${packages.join(', ')}`, async (onLine) => {
    // One source of many that does not answer must not stop us: the install itself will tell.
    await run('apt-get', ['update'], { env, onLine }).catch(() => undefined);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, onLine });
  });
}

import { canInstall, installPackages } from './apt.mjs';
import { isInstalled } from './command.mjs';
import { SetupError } from './run-main.mjs';

/** Tests of several Docker hosts on one machine give each a network namespace of its own. */
export async function ensureNetworkCommand() {
  if (isInstalled('ip')) return;
  if (!canInstall()) throw new SetupError('There is no ip command. Install iproute2, or run this once as root.');
  await installPackages(['iproute2']);
}

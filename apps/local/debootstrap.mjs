import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canInstall, installPackages } from './apt.mjs';
import { isInstalled, run } from './command.mjs';
import { SetupError } from './run-main.mjs';
import { tarOf } from './tar.mjs';

const mirror = 'http://deb.debian.org';
const sources = ['debian bookworm', 'debian bookworm-updates', 'debian-security bookworm-security'];
const dispensable = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'usr/share/locale'];

export async function ensureDebootstrap() {
  if (!canInstall())
    throw new SetupError('No container registry answers. Run this once as root to make the base image.');
  if (!isInstalled('debootstrap')) await installPackages(['debootstrap', 'debian-archive-keyring']);
}

/**
 * Makes a minimal Debian out of the distribution's packages and hands it over as a tar stream.
 *
 * @param {(line: string) => void} onLine
 * @param {(tree: NodeJS.ReadableStream) => Promise<void>} use
 */
export async function debootstrap(onLine, use) {
  const tree = await mkdtemp(path.join(tmpdir(), 'docker-broker-base-'));
  try {
    await run('debootstrap', ['--variant=minbase', 'bookworm', tree, `${mirror}/debian`], { onLine });
    await writeFile(path.join(tree, 'etc/apt/sources.list'), toSourcesList());
    await use(
      tarOf(
        tree,
        dispensable.map((folder) => `--exclude=./${folder}/*`),
      ),
    );
  } finally {
    // A run that was interrupted may have left /proc mounted in there.
    await run('rm', ['-rf', '--one-file-system', tree]);
  }
}

function toSourcesList() {
  return sources.map((suite) => `deb ${mirror}/${suite} main\n`).join('');
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { canInstall, installPackages } from './apt.mjs';
import { isInstalled, run } from './command.mjs';
import { modifiedAt } from './files.mjs';
import { root } from './repository.mjs';
import { step } from './terminal.mjs';

const headersFolder = '/usr';
const compiler = ['python3', 'make', 'g++'];

/** Installs the packages of package-lock.json unless that has been done since it last changed. */
export async function ensureDependencies() {
  const [locked, installed] = await Promise.all([
    modifiedAt(path.join(root, 'package-lock.json')),
    modifiedAt(path.join(root, 'node_modules/.package-lock.json')),
  ]);
  if (installed >= locked) return;
  await install().catch(installWithCompiler);
}

async function install() {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const env = await nativeAddonEnvironment();
  await step('installing the dependencies (minutes if SQLite has to be compiled)', () => run('npm', args, { env }));
}

/** @param {unknown} failure of a first attempt: perhaps SQLite had to be compiled and could not be */
async function installWithCompiler(failure) {
  const missing = compiler.filter((program) => !isInstalled(program));
  if (missing.length === 0 || !canInstall()) throw failure;
  await installPackages(missing);
  await install();
}

/** Node's headers that came with it spare the compiler a download. */
async function nativeAddonEnvironment() {
  const header = await readFile(`${headersFolder}/include/node/node_version.h`, 'utf8').catch(() => '');
  const configured = process.env['npm_config_nodedir'];
  return configured || !describesVersion(header, process.versions.node) ? {} : { npm_config_nodedir: headersFolder };
}

/**
 * @param {string} header node_version.h
 * @param {string} version such as 20.19.0
 */
export function describesVersion(header, version) {
  const [major, minor] = version.split('.');
  return header.includes(`NODE_MAJOR_VERSION ${major}\n`) && header.includes(`NODE_MINOR_VERSION ${minor}\n`);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureBaseImage } from './base-image.mjs';
import { run } from './command.mjs';
import { filesIn } from './files.mjs';
import { ensureImage } from './image.mjs';
import { ensureNodeImages } from './node-images.mjs';
import { root } from './repository.mjs';

/**
 * What docker-compose.yml runs beside the service images: broker and agent in one, and the proxy.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 */
export async function ensureComposeImages(engine) {
  const [base, node] = [await ensureBaseImage(engine), await ensureNodeImages(engine)];
  await ensureImage(engine, {
    folder: path.join(root, 'apps/container/proxy'),
    repo: 'docker-broker/proxy',
    bases: { BASE: base },
  });
  await ensureImage(engine, {
    folder: root,
    files: await sources(),
    repo: 'docker-broker/docker-broker',
    bases: { BUILD_BASE: node.build, RUN_BASE: node.run },
    settings: await npmSettings(),
  });
}

async function sources() {
  const { paths, endings } = toSelection(await readFile(path.join(root, '.dockerignore'), 'utf8'));
  const found = await Promise.all(paths.map((name) => filesAt(path.join(root, name))));
  return found.flat().filter((file) => !endings.some((ending) => file.endsWith(ending)));
}

/** @param {string} place a file or a folder */
async function filesAt(place) {
  const inside = await filesIn(place);
  return inside.length === 0 ? [place] : inside;
}

/**
 * The builder reads the same file: first everything is left out, then some of it is let in again.
 *
 * @param {string} dockerignore
 */
export function toSelection(dockerignore) {
  const lines = dockerignore.split('\n');
  /** @param {RegExp} pattern */
  const select = (pattern) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  return { paths: ['Dockerfile', '.dockerignore', ...select(/^!(.+)$/)], endings: select(/^\*\*\/\*(.+)$/) };
}

/** The registry that npm is configured for on this machine. */
async function npmSettings() {
  let registry = '';
  await run('npm', ['config', 'get', 'registry'], { onLine: (line) => (registry = line) });
  return { NPM_CONFIG_REGISTRY: withoutLogin(registry) };
}

/**
 * What is built with stays in the builder's history; a login must not.
 *
 * @param {string} registry
 */
export function withoutLogin(registry) {
  return registry.replace(/\/\/[^/]*@/, '//');
}

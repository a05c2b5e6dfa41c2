import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureBaseImage } from './base-image.mjs';
import { ensureImage } from './image.mjs';
import { root } from './repository.mjs';

// Raised by hand when an upgrade needs care; what else changes shows behind the plus.
const release = '1.0.0';

/**
 * Builds each folder of images/ (or another) that has changed since it was last built, and names the result
 * `<repository>/<folder>:latest`.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {{ folder?: string, repository?: string }} [where]
 */
export async function ensureServiceImages(engine, { folder = 'images', repository = 'docker-broker' } = {}) {
  const base = await ensureBaseImage(engine);
  const names = await readdir(path.join(root, folder));
  const dockerfiles = names.map((name) => readFile(path.join(root, folder, name, 'Dockerfile'), 'utf8'));
  for (const { name, parent } of inBuildOrder(names, await Promise.all(dockerfiles))) {
    await ensureImage(engine, {
      folder: path.join(root, folder, name),
      repo: `${repository}/${name}`,
      release,
      bases: { BASE: parent ? `${repository}/${parent}` : base },
    });
  }
}

/**
 * An image may stand on another one of the same folder: the default of its build argument BASE says so.
 *
 * @param {string[]} names
 * @param {string[]} dockerfiles one for each name
 */
export function inBuildOrder(names, dockerfiles) {
  const parents = dockerfiles.map((text) => /^ARG BASE=docker-broker\/([a-z0-9-]+)/m.exec(text)?.[1]);
  return names
    .map((name, index) => ({ name, parent: parents[index] }))
    .sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined));
}

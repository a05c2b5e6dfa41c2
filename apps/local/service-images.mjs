import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureBaseImage } from './base-image.mjs';
import { ensureImage } from './image.mjs';
import { root } from './repository.mjs';

// Raised by hand when an upgrade needs care; what else changes shows behind the plus.
const release = '1.0.0';
const shipped = { folder: 'images', repository: 'docker-broker' };

/**
 * Builds each folder of images/ (or another) that has changed since it was last built, and names the result
 * `<repository>/<folder>:latest`.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {{ folder?: string, repository?: string }} [where]
 */
export async function ensureServiceImages(engine, { folder = shipped.folder, repository = shipped.repository } = {}) {
  const base = await ensureBaseImage(engine);
  const names = await readdir(path.join(root, folder));
  const dockerfiles = names.map((name) => readFile(path.join(root, folder, name, 'Dockerfile'), 'utf8'));
  for (const { name, parent } of inBuildOrder(names, await Promise.all(dockerfiles))) {
    const bases = { BASE: parent ? `${shipped.repository}/${parent}` : base };
    await ensureImage(engine, { folder: path.join(root, folder, name), repo: `${repository}/${name}`, release, bases });
  }
}

/**
 * Builds the image of one folder, and the one of ours that it stands on, if they have changed.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {string} folder with its Dockerfile, wherever it is
 * @param {string} repository
 * @returns {Promise<string>} its name
 */
export async function ensureServiceImage(engine, folder, repository) {
  const base = await ensureBaseImage(engine);
  const repo = `${repository}/${path.basename(folder)}`;
  const parent = findParent(await readFile(path.join(folder, 'Dockerfile'), 'utf8'));
  const bases = {
    BASE: parent ? await ensureServiceImage(engine, path.join(root, shipped.folder, parent), shipped.repository) : base,
  };
  await ensureImage(engine, { folder, repo, release, bases });
  return repo;
}

/**
 * An image may stand on another one of images/: the default of its build argument BASE says so.
 *
 * @param {string[]} names
 * @param {string[]} dockerfiles one for each name
 */
export function inBuildOrder(names, dockerfiles) {
  return names
    .map((name, index) => ({ name, parent: findParent(dockerfiles[index] ?? '') }))
    .sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined));
}

/** @param {string} dockerfile */
function findParent(dockerfile) {
  return /^ARG BASE=docker-broker\/([a-z0-9-]+)/m.exec(dockerfile)?.[1];
}

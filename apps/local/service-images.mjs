import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { URLSearchParams } from 'node:url';
import { ensureBaseImage } from './base-image.mjs';
import { listImages, stream, tagImage } from './engine-api.mjs';
import { hashFolder } from './hash-folder.mjs';
import { root } from './repository.mjs';
import { tarOf } from './tar.mjs';
import { step } from './terminal.mjs';

// Whoever cloned this with a strict umask gets images that their servers can read all the same.
const tarOptions = ['--mode=u+rwX,go+rX,go-w', '--owner=0', '--group=0'];

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
    const source = path.join(root, folder, name);
    await ensureImage(engine, {
      source,
      repo: `${repository}/${name}`,
      base: parent ? `${repository}/${parent}` : base,
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

/**
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {{ source: string, repo: string, base: string }} image `base`: id or name
 */
async function ensureImage(engine, { source, repo, base }) {
  const images = await listImages(engine);
  /** @param {string} name */
  const idOf = (name) => images.find((image) => image.RepoTags?.includes(name))?.Id;
  const baseId = idOf(`${base}:latest`) ?? base;
  const tag = await hashFolder(source, baseId);
  if (!idOf(`${repo}:${tag}`))
    await build(engine, source, { t: `${repo}:${tag}`, buildargs: JSON.stringify({ BASE: baseId }) });
  else if (idOf(`${repo}:${tag}`) === idOf(`${repo}:latest`)) return;
  await tagImage(engine, `${repo}:${tag}`, { repo, tag: 'latest' });
}

/**
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {string} source
 * @param {{ t: string, buildargs: string }} options
 */
async function build(engine, source, options) {
  const path = `/build?${new URLSearchParams({ ...options, forcerm: '1' })}`;
  await step(`building ${options.t}`, (onLine) => stream(engine, path, { body: tarOf(source, tarOptions), onLine }));
}

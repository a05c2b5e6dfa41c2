import path from 'node:path';
import { URLSearchParams } from 'node:url';
import { listImages, stream, tagImage } from './engine-api.mjs';
import { filesIn } from './files.mjs';
import { hashFolder } from './hash-folder.mjs';
import { tarOf } from './tar.mjs';
import { step } from './terminal.mjs';

// Whoever cloned this with a strict umask gets images that their servers can read all the same.
const tarOptions = ['--mode=u+rwX,go+rX,go-w', '--owner=0', '--group=0'];

/**
 * @typedef {object} ImageSource
 * @property {string} folder with its Dockerfile
 * @property {string[]} [files] what of the folder is sent; all of it when not given
 * @property {string} repo
 * @property {Record<string, string>} bases build arguments that name other images, by id or name
 * @property {Record<string, string>} [settings] build arguments that change nothing about the result
 */

/**
 * Builds an image unless that has been done for the same files and bases, and names it `<repo>:latest`.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {ImageSource} source
 */
export async function ensureImage(engine, { folder, files, repo, bases, settings = {} }) {
  const images = await listImages(engine);
  /** @param {string} name */
  const idOf = (name) => images.find((image) => image.RepoTags?.includes(name))?.Id;
  const baseIds = Object.entries(bases).map(([name, base]) => [name, idOf(`${base}:latest`) ?? base]);
  const sent = files ?? (await filesIn(folder));
  const tag = await hashFolder(folder, sent, baseIds.map(([, id]) => id).join());
  if (!idOf(`${repo}:${tag}`)) {
    const buildargs = JSON.stringify({ ...Object.fromEntries(baseIds), ...settings });
    await build(engine, { t: `${repo}:${tag}`, buildargs }, tarOf(folder, tarOptions, relative(folder, sent)));
  } else if (idOf(`${repo}:${tag}`) === idOf(`${repo}:latest`)) return;
  await tagImage(engine, `${repo}:${tag}`, { repo, tag: 'latest' });
}

/**
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {{ t: string, buildargs: string, target?: string }} options
 * @param {NodeJS.ReadableStream} body
 */
export async function build(engine, options, body) {
  const path = `/build?${new URLSearchParams({ ...options, forcerm: '1' })}`;
  await step(`building ${options.t}`, (onLine) => stream(engine, path, { body, onLine }));
}

/**
 * @param {string} folder
 * @param {string[]} files
 */
function relative(folder, files) {
  return files.map((file) => path.relative(folder, file));
}

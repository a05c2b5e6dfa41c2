import path from 'node:path';
import { URLSearchParams } from 'node:url';
import { listImages, stream, tagImage } from './engine-api.mjs';
import { filesIn } from './files.mjs';
import { hashFolder } from './hash-folder.mjs';
import { identify, isUpToDate, toLabels } from './image-version.mjs';
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
 * @property {string} [release] SemVer, for an image that says its version
 * @property {Record<string, string>} [settings] build arguments that change nothing about the result
 */

/**
 * Builds an image unless that has been done for the same files and bases, and names it `<repo>:latest`.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {ImageSource} source
 */
export async function ensureImage(engine, { folder, files, repo, bases, release, settings = {} }) {
  const images = await listImages(engine);
  /** @param {string} name */
  const find = (name) => images.find((image) => image.RepoTags?.includes(name));
  const baseIds = Object.entries(bases).map(([name, base]) => [name, find(`${base}:latest`)?.Id ?? base]);
  const salt = Object.values(bases).map((base) => identify(base, find(`${base}:latest`)));
  const sent = files ?? (await filesIn(folder));
  const tag = await hashFolder(folder, sent, salt.join());
  const labels = toLabels(release, tag);
  if (!isUpToDate(find(`${repo}:${tag}`), labels)) {
    const buildargs = JSON.stringify({ ...Object.fromEntries(baseIds), ...settings });
    const options = { t: `${repo}:${tag}`, buildargs, labels: JSON.stringify(labels) };
    await build(engine, options, tarOf(folder, tarOptions, relative(folder, sent)));
  } else if (find(`${repo}:${tag}`)?.Id === find(`${repo}:latest`)?.Id) return;
  await tagImage(engine, `${repo}:${tag}`, { repo, tag: 'latest' });
}

/**
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @param {{ t: string, buildargs: string, labels?: string, target?: string }} options
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

import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBaseImage } from './base-image.mjs';
import { listImages, stream, tagImage } from './engine-api.mjs';
import { build } from './image.mjs';
import { root } from './repository.mjs';
import { SetupError } from './run-main.mjs';
import { tarOf } from './tar.mjs';
import { step } from './terminal.mjs';

const repo = 'docker-broker/node';
const kinds = /** @type {const} */ ([
  { stage: 'build', tag: 'bookworm', original: '24-bookworm' },
  { stage: 'run', tag: 'bookworm-slim', original: '24-bookworm-slim' },
]);
const certificates = 'etc/ssl/certs/ca-certificates.crt';
const pullSilenceMs = 60_000;

/**
 * Node.js to build with and to run on: pulled, or made of the one that runs this when no registry answers.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @returns {Promise<{ build: string, run: string }>} their ids
 */
export async function ensureNodeImages(engine) {
  const found = await find(engine);
  if (found) return found;
  if (!(await pull(engine))) await make(engine);
  return /** @type {{ build: string, run: string }} */ (await find(engine));
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function find(engine) {
  const images = await listImages(engine);
  const [build, run] = kinds.map(({ tag }) => images.find((image) => image.RepoTags?.includes(`${repo}:${tag}`))?.Id);
  return build && run ? { build, run } : undefined;
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function pull(engine) {
  try {
    for (const { tag, original } of kinds) {
      const path = `/images/create?fromImage=node&tag=${original}`;
      const limits = { timeoutMs: pullSilenceMs };
      await step(`pulling node:${original}`, (onLine) => stream(engine, path, { onLine, ...limits }));
      await tagImage(engine, `node:${original}`, { repo, tag });
    }
    return true;
  } catch {
    return false;
  }
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function make(engine) {
  const buildargs = JSON.stringify({ BASE: await ensureBaseImage(engine) });
  for (const { stage, tag } of kinds)
    await build(engine, { t: `${repo}:${tag}`, buildargs, target: stage }, tarOfThisNode());
}

/** Its program, headers and npm, whatever folder they are installed in, and whom this machine trusts. */
function tarOfThisNode() {
  const prefix = path.dirname(path.dirname(process.execPath));
  const parts = ['bin/node', 'include/node', 'lib/node_modules/npm'];
  const missing = [...parts.map((part) => path.join(prefix, part)), `/${certificates}`].find(
    (file) => !existsSync(file),
  );
  if (missing)
    throw new SetupError(`No registry answers, and an image with the Node.js of this machine needs ${missing}.`);
  return tarOf(
    prefix,
    ['--owner=0', '--group=0', '--dereference'],
    [...parts, ...['-C', '/', certificates], ...['-C', path.join(root, 'apps/local/node-image'), 'Dockerfile']],
  );
}

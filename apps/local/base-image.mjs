import { URLSearchParams } from 'node:url';
import { debootstrap, ensureDebootstrap } from './debootstrap.mjs';
import { listImages, stream, tagImage } from './engine-api.mjs';
import { step } from './terminal.mjs';

const base = { repo: 'docker-broker/base', tag: 'bookworm' };
const pullSilenceMs = 60_000;

/**
 * The plain Debian under all our images: pulled, or made here when no registry answers.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 * @returns {Promise<string>} its id
 */
export async function ensureBaseImage(engine) {
  const found = await findBase(engine);
  if (found) return found;
  if (!(await pull(engine))) await make(engine);
  return /** @type {string} */ (await findBase(engine));
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function findBase(engine) {
  const images = await listImages(engine);
  return images.find((image) => image.RepoTags?.includes(`${base.repo}:${base.tag}`))?.Id;
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function pull(engine) {
  const path = '/images/create?fromImage=debian&tag=bookworm-slim';
  try {
    await step('pulling the base image', (onLine) => stream(engine, path, { onLine, timeoutMs: pullSilenceMs }));
    await tagImage(engine, 'debian:bookworm-slim', base);
    return true;
  } catch {
    return false;
  }
}

/** @param {import('./engine-api.mjs').EngineAddress} engine */
async function make(engine) {
  await ensureDebootstrap();
  await step('no registry answers: making the base image (about a minute)', (onLine) =>
    debootstrap(onLine, (body) =>
      stream(engine, `/images/create?${new URLSearchParams({ ...base, fromSrc: '-' })}`, { body }),
    ),
  );
}

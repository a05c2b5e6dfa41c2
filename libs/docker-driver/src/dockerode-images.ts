import type { Readable } from 'node:stream';

import type Docker from 'dockerode';
import type { ImageInspectOptions } from 'dockerode';

import { callEngine, INSPECT_MS } from './call-engine.js';
import { checkImageRef } from './check-name.js';
import { EngineAnswerError, ImageUnavailableError } from './docker-driver.errors.js';
import type { ImageInfo, PullOptions } from './docker-driver.port.js';
import { PullProgress } from './pull-progress.js';
import { splitImageRef } from './split-image-ref.js';
import { toImageInfo } from './to-image-info.js';
import { toRegistryAuth } from './to-registry-auth.js';
import { isMissing, translatePullError, undefinedWhen } from './translate-docker-error.js';

const MAX_LINE_BYTES = 64 * 1024;
const MAX_SILENCE_MS = 120_000;

export async function findImage(docker: Docker, imageRef: string): Promise<ImageInfo | undefined> {
  const image = docker.getImage(checkImageRef(imageRef));
  const answer = await callEngine({ name: `inspect image ${imageRef}`, timeoutMs: INSPECT_MS }, (abortSignal) => {
    const options: ImageInspectOptions & { abortSignal: AbortSignal } = { abortSignal };
    return undefinedWhen(isMissing, image.inspect(options));
  });
  return answer === undefined ? undefined : toImageInfo(answer);
}

/** Ends after `timeoutMs`, or after two minutes in which nothing came nearer. */
export async function pullImage(docker: Docker, imageRef: string, options: PullOptions): Promise<void> {
  checkImageRef(imageRef);
  const { timeoutMs, signal } = options;
  try {
    const call = { name: `pull ${imageRef}`, timeoutMs, signal, TimeoutError: ImageUnavailableError };
    await callEngine(call, async (abortSignal) => {
      const auth = toRegistryAuth(imageRef, options.login);
      // Apart from the options: those go into the query, which proxies write into their logs.
      const stream = await docker.createImage(auth, { ...splitImageRef(imageRef), abortSignal });
      await followPull(stream as Readable, options.onProgress);
    });
  } catch (error) {
    throw translatePullError(error, imageRef);
  }
}

async function followPull(stream: Readable, onProgress: PullOptions['onProgress']): Promise<void> {
  const progress = new PullProgress();
  const silence = setTimeout(() => {
    stream.destroy(new ImageUnavailableError('The pull made no progress for two minutes.'));
  }, MAX_SILENCE_MS);
  try {
    let told: number | undefined;
    for await (const line of readLines(stream)) {
      if (progress.take(parseLine(line))) silence.refresh();
      if (progress.percent !== undefined && progress.percent !== told) onProgress((told = progress.percent));
    }
  } finally {
    clearTimeout(silence);
  }
}

async function* readLines(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_BYTES) throw new EngineAnswerError('A step of the pull is longer than 64 KiB.');
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new EngineAnswerError('A step of the pull is not JSON.', error);
  }
}

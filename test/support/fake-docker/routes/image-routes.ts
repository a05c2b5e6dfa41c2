import type { ImageInfo } from '#docker-driver';
import { EngineFailure } from '../engine-failure.js';
import type { Answer, EngineCall } from '../fake-docker.types.js';
import { toImageKey } from '../fake-host.js';
import type { FakeSite, Route } from './route.types.js';

export const IMAGE_ROUTES: readonly Route[] = [
  { name: 'inspectImage', method: 'GET', path: /^\/images\/(.+)\/json$/, answer: inspect },
  { name: 'pullImage', method: 'POST', path: /^\/images\/create()$/, answer: pull },
];

const PULL_STEPS = [
  { status: 'Pulling fs layer', progressDetail: {}, id: 'a1' },
  { status: 'Downloading', progressDetail: { current: 50, total: 100 }, id: 'a1' },
  { status: 'Pull complete', progressDetail: {}, id: 'a1' },
];

function inspect({ host }: FakeSite, { target }: EngineCall): Answer {
  const image = host.engine.images.get(toImageKey(target));
  if (image === undefined) throw new EngineFailure(404, `no such image: ${target}: No such image: ${target}`);
  return { status: 200, json: toImageAnswer(target, image) };
}

function pull({ host }: FakeSite, { query }: EngineCall): Answer {
  const imageRef = toImageRef(query.get('fromImage') ?? '', query.get('tag') ?? 'latest');
  const image = host.registry.get(toImageKey(imageRef));
  if (image === undefined) throw sayPullDenied(imageRef);
  host.addImage(imageRef, image);
  return { status: 200, bytes: Buffer.from(PULL_STEPS.map((step) => `${JSON.stringify(step)}\r\n`).join('')) };
}

function toImageRef(fromImage: string, tag: string): string {
  return `${fromImage}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
}

function sayPullDenied(imageRef: string): EngineFailure {
  const why = "repository does not exist or may require 'docker login'";
  return new EngineFailure(404, `pull access denied for ${imageRef}, ${why}`);
}

function toImageAnswer(imageRef: string, image: ImageInfo): object {
  return {
    Id: image.imageId,
    RepoTags: [imageRef],
    RepoDigests: image.digests,
    Config: {
      ExposedPorts: toKeys(image.exposedPorts.map(({ port, protocol }) => `${port}/${protocol}`)),
      Volumes: toKeys(image.volumes),
      Labels: image.labels,
      ...(image.healthCommand === undefined ? {} : { Healthcheck: { Test: ['CMD', ...image.healthCommand] } }),
    },
  };
}

function toKeys(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

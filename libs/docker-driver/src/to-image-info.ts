import type { ImageInfo } from './docker-driver.port.js';
import { readLabels, readObject, readOptionalObject, readString, readStrings } from './read-answer.js';
import type { JsonObject } from './read-answer.js';
import { toContainerPort } from './to-container-port.js';

/** From the answer of `GET /images/{name}/json`. Throws `EngineAnswerError`. */
export function toImageInfo(answer: unknown): ImageInfo {
  const image = readObject(answer, 'an image');
  const config = readOptionalObject(image['Config'], 'Config');
  const exposed = Object.keys(readOptionalObject(config['ExposedPorts'], 'ExposedPorts'));
  return {
    imageId: readString(image['Id'], 'Id'),
    digests: readStrings(image['RepoDigests'], 'RepoDigests'),
    exposedPorts: exposed.map(toContainerPort).filter((port) => port !== undefined),
    volumes: Object.keys(readOptionalObject(config['Volumes'], 'Volumes')),
    labels: readLabels(config['Labels']),
    healthCommand: toHealthCommand(config),
  };
}

function toHealthCommand(config: JsonObject): readonly string[] | undefined {
  const [kind, ...words] = readStrings(readOptionalObject(config['Healthcheck'], 'Healthcheck')['Test'], 'Test');
  if (words.length === 0) return undefined;
  if (kind === 'CMD') return words;
  if (kind !== 'CMD-SHELL') return undefined;
  const shell = readStrings(config['Shell'], 'Shell');
  return [...(shell.length === 0 ? ['/bin/sh', '-c'] : shell), ...words];
}

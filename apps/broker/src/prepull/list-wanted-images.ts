import type { Host, WantedImage } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { imageReferences } from '../operations/image-references.types.js';

/** Of a plan that wants it ahead: the image to pull, unless the host has it under one of these names. */
export interface AheadImage {
  readonly imageRef: string;
  readonly references: readonly string[];
}

/** The images that plans want ahead, each once. A container that was there before us needs none. */
export function listAheadImages(definitions: readonly ServiceDefinition[]): readonly AheadImage[] {
  const ahead = definitions.filter(({ prepull, containerName }) => prepull === true && containerName === '');
  const images = ahead.map((definition) => {
    const references = imageReferences(definition);
    return { imageRef: references.at(-1) ?? definition.name, references };
  });
  return images.filter(({ imageRef }, index) => images.findIndex((one) => one.imageRef === imageRef) === index);
}

/** Each on every active host; one that is silent for a while stays among them. */
export function listWantedImages(
  images: readonly AheadImage[],
  hosts: readonly Pick<Host, 'hostId' | 'isActive'>[],
): readonly WantedImage[] {
  const active = hosts.filter(({ isActive }) => isActive);
  return active.flatMap(({ hostId }) => images.map(({ imageRef }) => ({ hostId, imageRef })));
}

import type { Host, HostLabels, WantedImage } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { hasLabels } from '../dispatcher/has-labels.types.js';
import { imageReferences } from '../operations/image-references.types.js';

/** Of a plan that wants it ahead: the image to pull, unless the host has it under one of these names. */
export interface AheadImage {
  readonly imageRef: string;
  readonly references: readonly string[];
  /** One for each plan: hosts that have all of one of them may get instances. */
  readonly hostLabels: readonly HostLabels[];
}

/** The images that plans want ahead, each once. A container that was there before us needs none. */
export function listAheadImages(definitions: readonly ServiceDefinition[]): readonly AheadImage[] {
  const ahead = definitions.filter(({ prepull, containerName }) => prepull === true && containerName === '');
  const images = new Map<string, AheadImage>();
  for (const one of ahead.map(toAheadImage)) {
    const { hostLabels = [], references = one.references } = images.get(one.imageRef) ?? {};
    images.set(one.imageRef, { ...one, references, hostLabels: [...hostLabels, ...one.hostLabels] });
  }
  return [...images.values()];
}

function toAheadImage(definition: ServiceDefinition): AheadImage {
  const references = imageReferences(definition);
  const hostLabels = [definition.hostLabels ?? {}];
  return { imageRef: references.at(-1) ?? definition.name, references, hostLabels };
}

/** Each on every active host that may need it; one that is silent for a while stays among them. */
export function listWantedImages(
  images: readonly AheadImage[],
  hosts: readonly Pick<Host, 'hostId' | 'isActive' | 'labels'>[],
): readonly WantedImage[] {
  const active = hosts.filter(({ isActive }) => isActive);
  return active.flatMap(({ hostId, labels }) => {
    const wanted = images.filter(({ hostLabels }) => hostLabels.some((said) => hasLabels(labels, said)));
    return wanted.map(({ imageRef }) => ({ hostId, imageRef }));
  });
}

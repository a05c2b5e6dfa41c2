import type { ImageInfo } from '../docker-driver.port.js';
import { nextId } from './next-id.js';

/** A bare image, but for what is said. */
export function toFakeImage(said: Partial<ImageInfo>): ImageInfo {
  return {
    imageId: `sha256:${nextId()}`,
    digests: [],
    exposedPorts: [],
    volumes: [],
    labels: {},
    healthCommand: undefined,
    ...said,
  };
}

import type { DockerEndpoint, PullOptions } from '#docker-driver';

/** Has hosts pull images, with the login that the broker has at the image's registry. */
export abstract class ImagePuller {
  /** Throws what `DockerDriver.pullImage` throws. */
  abstract pull(endpoint: DockerEndpoint, imageRef: string, options: Omit<PullOptions, 'login'>): Promise<void>;
}

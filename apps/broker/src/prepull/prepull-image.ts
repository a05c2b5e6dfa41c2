import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, type DockerEndpoint } from '#docker-driver';
import { describeError } from '#logging';
import { type ImagePull, type ImagePullClaim, type ImagePullEnd, ImagePullStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { ImagePuller } from '../registries/image-puller.port.js';
import type { AheadImage } from './list-wanted-images.js';
import { pauseAfterMs } from './pause-after.js';

const PULL_TIMEOUT_MS = 600_000;
const RENEW_MS = 20_000;
const LEASE_MS = 60_000;

export interface AheadTask {
  readonly pull: ImagePull;
  readonly image: AheadImage;
  /** The broker that does it. */
  readonly owner: string;
  readonly signal: AbortSignal;
}

/** Sees to it that one host has one image, unless another broker is at it. */
@Injectable()
export class PrepullImage {
  private readonly logger = new Logger('Images');

  constructor(
    private readonly pulls: ImagePullStore,
    private readonly directory: HostDirectory,
    private readonly docker: DockerDriver,
    private readonly puller: ImagePuller,
  ) {}

  async execute(task: AheadTask): Promise<void> {
    const { hostId, imageRef, attempts } = task.pull;
    const claim = { hostId, imageRef, owner: task.owner, leaseMs: LEASE_MS };
    if (!(await this.pulls.claim(claim))) return;
    await this.pulls.complete(claim, await this.attempt(task, claim, attempts));
  }

  private async attempt(task: AheadTask, claim: ImagePullClaim, attempts: number): Promise<ImagePullEnd> {
    const { hostId, imageRef } = claim;
    try {
      const { endpoint } = await this.directory.locate(hostId);
      if (!(await this.isThere(endpoint, task.image))) {
        await this.pull(endpoint, task, claim);
        this.logger.log({ message: 'image pulled ahead', hostId, imageRef });
      }
      return { state: 'present', nextInMs: pauseAfterMs(0) };
    } catch (error) {
      if (task.signal.aborted) return { state: 'failed', detail: 'The broker was stopped meanwhile.', nextInMs: 0 };
      const detail = error instanceof Error ? describeError(error) : 'unknown error';
      this.logger.warn({ message: 'image could not be pulled ahead', hostId, imageRef, detail });
      return { state: 'failed', detail, nextInMs: pauseAfterMs(attempts + 1) };
    }
  }

  private async isThere(endpoint: DockerEndpoint, { references }: AheadImage): Promise<boolean> {
    for (const reference of references)
      if ((await this.docker.findImage(endpoint, reference)) !== undefined) return true;
    return false;
  }

  /** The claim is prolonged while it lasts; whoever has lost it stops. */
  private async pull(endpoint: DockerEndpoint, { signal }: AheadTask, claim: ImagePullClaim): Promise<void> {
    let percent: number | undefined;
    const lost = new AbortController();
    const stop = (): void => {
      lost.abort();
    };
    signal.addEventListener('abort', stop, { once: true });
    const renew = async (): Promise<void> => {
      if (!(await this.pulls.renew(claim, percent).catch(() => true))) stop();
    };
    const timer = setInterval(() => void renew(), RENEW_MS);
    try {
      const onProgress = (now: number): void => void (percent = now);
      await this.puller.pull(endpoint, claim.imageRef, { onProgress, timeoutMs: PULL_TIMEOUT_MS, signal: lost.signal });
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
    }
  }
}

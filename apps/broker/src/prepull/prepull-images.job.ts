import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { HostStore, type ImagePull, ImagePullStore } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { type AheadImage, listAheadImages, listWantedImages } from './list-wanted-images.js';
import { PrepullImage } from './prepull-image.js';

const EVERY_MS = 10_000;
const MOST_AT_ONCE = 3;
const STOP_WITHIN_MS = 5_000;

/** Has every host pull what plans want ahead: new plans' images, and all of them on new hosts. One at a time on each host. */
@Injectable()
export class PrepullImagesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Images');
  private readonly owner = randomUUID();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly catalog: Catalog,
    private readonly hosts: HostStore,
    private readonly pulls: ImagePullStore,
    private readonly prepullImage: PrepullImage,
  ) {}

  @Interval(EVERY_MS)
  async look(): Promise<void> {
    try {
      const images = listAheadImages(await this.catalog.findAll());
      const hosts = images.length === 0 ? [] : await this.hosts.findAll();
      await this.pulls.want(listWantedImages(images, hosts));
      if (images.length > 0) await this.startDue(images);
    } catch (error) {
      this.warn(error);
    }
  }

  /** Pulls under way are called off; another broker goes on with them when their claims are over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.race([Promise.all(this.running.values()), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  private async startDue(images: readonly AheadImage[]): Promise<void> {
    const reachable = new Set((await this.hosts.findCandidates()).map(({ hostId }) => hostId));
    for (const pull of await this.pulls.findDue()) {
      const image = images.find(({ imageRef }) => imageRef === pull.imageRef);
      if (image !== undefined && reachable.has(pull.hostId) && this.hasRoom(pull)) this.start(pull, image);
    }
  }

  private hasRoom({ hostId }: ImagePull): boolean {
    return !this.stopping.signal.aborted && !this.running.has(hostId) && this.running.size < MOST_AT_ONCE;
  }

  private start(pull: ImagePull, image: AheadImage): void {
    const { owner } = this;
    const work = this.prepullImage
      .execute({ pull, image, owner, signal: this.stopping.signal })
      .catch((error: unknown) => {
        this.warn(error);
      })
      .finally(() => this.running.delete(pull.hostId));
    this.running.set(pull.hostId, work);
  }

  private warn(error: unknown): void {
    const reason = error instanceof Error ? describeError(error) : 'unknown error';
    this.logger.warn({ message: 'images could not be pulled ahead', reason });
  }
}

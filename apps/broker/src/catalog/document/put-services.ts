import { Injectable, Logger } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { ConflictError, PreconditionFailedError } from '../../osb/osb.errors.js';
import { matchesEtag } from '../matches-etag.js';
import { toServicePlan } from '../to-service-plan.js';
import { WatchImagesJob } from '../watch-images.job.js';
import { type CatalogDiff, compareCatalogs, isEmptyDiff } from './compare-catalogs.js';
import { toDeclared } from './declared-definition.js';
import { readDocument } from './read-document.js';
import { ReadServices } from './read-services.js';

const MOST_TRIES = 5;

export interface DocumentOrder {
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly isDryRun: boolean;
}

/** Makes a document the catalog, as a whole or not at all; or tells what that would change. */
@Injectable()
export class PutServices {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly readServices: ReadServices,
    private readonly images: WatchImagesJob,
    private readonly config: BrokerConfig,
  ) {}

  async execute(order: DocumentOrder): Promise<CatalogDiff> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const diff = await this.attempt(order);
      if (diff !== 'changed meanwhile') return diff;
    }
    throw new ConflictError('The catalog is being changed by others all the time. Try again in a moment.');
  }

  /** What it is compared with, and takes secrets from, is what it is written over. */
  private async attempt({ body, ifMatch, isDryRun }: DocumentOrder): Promise<CatalogDiff | 'changed meanwhile'> {
    const stored = await this.readServices.read();
    if (ifMatch !== undefined && !matchesEtag(ifMatch, stored.etag))
      throw new PreconditionFailedError('The catalog has changed since it was read. Read it again, and compare.');
    const definitions = readDocument(body, stored.definitions, this.config.docker);
    const diff = compareCatalogs(stored.definitions, definitions.map(toDeclared));
    if (isDryRun || isEmptyDiff(diff)) return diff;
    if (!(await this.services.replaceAll(definitions.map(toServicePlan), stored.revision))) return 'changed meanwhile';
    this.tell(diff);
    return diff;
  }

  private tell({ added, changed, removed, unchanged }: CatalogDiff): void {
    const counts = { added: added.length, changed: changed.length, removed: removed.length };
    this.logger.log({ message: 'services put', ...counts, unchanged: unchanged.length });
    void this.images.look();
  }
}

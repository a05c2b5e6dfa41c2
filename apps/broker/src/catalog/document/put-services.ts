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

interface Attempt {
  readonly diff: CatalogDiff;
  /** Else others have changed the catalog meanwhile. */
  readonly isDone: boolean;
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
    let tried: CatalogDiff | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { diff, isDone } = await this.attempt(order, tried);
      if (isDone) return diff;
      tried = diff;
    }
    throw new ConflictError('The catalog is being changed by others all the time. Try again in a moment.');
  }

  /**
   * What it is compared with, and takes secrets from, is what it is written over. `tried`: what an earlier attempt was to
   * change. When nothing of that is left to do, it was done, and the answer to its COMMIT got lost.
   */
  private async attempt({ body, ifMatch, isDryRun }: DocumentOrder, tried: CatalogDiff | undefined): Promise<Attempt> {
    const stored = await this.readServices.read();
    if (tried === undefined) checkMatch(ifMatch, stored.etag);
    const definitions = readDocument(body, stored.definitions, this.config.docker);
    const diff = compareCatalogs(stored.definitions, definitions.map(toDeclared));
    if (isEmptyDiff(diff)) return this.end(tried, diff);
    checkMatch(ifMatch, stored.etag);
    if (isDryRun) return { diff, isDone: true };
    if (!(await this.services.replaceAll(definitions.map(toServicePlan), stored.revision)))
      return { diff, isDone: false };
    return this.end(diff, diff);
  }

  private end(changed: CatalogDiff | undefined, unchanged: CatalogDiff): Attempt {
    if (changed !== undefined) this.tell(changed);
    return { diff: changed ?? unchanged, isDone: true };
  }

  private tell({ added, changed, removed, unchanged }: CatalogDiff): void {
    const counts = { added: added.length, changed: changed.length, removed: removed.length };
    this.logger.log({ message: 'services put', ...counts, unchanged: unchanged.length });
    void this.images.look();
  }
}

function checkMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch !== undefined && !matchesEtag(ifMatch, etag))
    throw new PreconditionFailedError('The catalog has changed since it was read. Read it again, and compare.');
}

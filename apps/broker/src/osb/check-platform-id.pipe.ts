import { Injectable } from '@nestjs/common';
import { HOUSE_PREFIX } from '#persistence';
import { CheckIdPipe } from './check-id.pipe.js';
import { BadRequestError } from './osb.errors.js';

/** An id that a platform may use: not one of a shared container's, which no platform gets to see (ADR 0024). */
@Injectable()
export class CheckPlatformIdPipe extends CheckIdPipe {
  override transform(id: string): string {
    if (id.startsWith(HOUSE_PREFIX))
      throw new BadRequestError(`Ids that start with ${HOUSE_PREFIX} are the broker's own.`);
    return super.transform(id);
  }
}

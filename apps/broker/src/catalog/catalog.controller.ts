import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Catalog } from './catalog.port.js';
import { matchesEtag } from './matches-etag.js';
import { DescribeCatalog } from './catalog.api.js';

@Controller('v2/catalog')
export class CatalogController {
  constructor(private readonly catalog: Catalog) {}

  /** It may be kept, by the platform alone, and is asked for again each time: nothing travels while it is the same (CAT-06). */
  @DescribeCatalog()
  @Get()
  async read(
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { body, etag } = await this.catalog.document();
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (matchesEtag(ifNoneMatch, etag)) {
      reply.code(304);
      return undefined;
    }
    reply.header('content-type', 'application/json; charset=utf-8');
    return body;
  }
}

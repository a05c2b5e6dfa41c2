import { Body, Controller, Get, Headers, Param, Put, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BadRequestError } from '../../osb/osb.errors.js';
import { CatalogNameGuard } from '../catalog-name.guard.js';
import { PutServices } from './put-services.js';
import { ReadServices } from './read-services.js';
import { DescribePutServices, DescribeServices } from './services.api.js';

/** The whole catalog as one document, for pipelines. */
@UseGuards(CatalogNameGuard)
@Controller(':catalog/services')
export class ServicesController {
  constructor(
    private readonly readServices: ReadServices,
    private readonly putServices: PutServices,
  ) {}

  @DescribeServices()
  @Get()
  async read(@Param('catalog') _catalog: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { services, etag } = await this.readServices.execute();
    reply.header('etag', etag).header('cache-control', 'private, no-store');
    return { services };
  }

  @DescribePutServices()
  @Put()
  async put(
    @Param('catalog') _catalog: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Query('dry_run') dryRun: unknown,
  ): Promise<object> {
    const isDryRun = readDryRun(dryRun);
    return { dry_run: isDryRun, ...(await this.putServices.execute({ body, ifMatch, isDryRun })) };
  }
}

function readDryRun(value: unknown): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new BadRequestError('dry_run must be true or false.');
}

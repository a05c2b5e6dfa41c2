import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ServiceStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

/** The first part of the original's paths is the catalog's name. */
@Injectable()
export class CatalogNameGuard implements CanActivate {
  constructor(private readonly services: ServiceStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { catalog: string } }>>();
    if (params.catalog !== (await this.services.identity()).name)
      throw new NotFoundError('There is no catalog of this name.');
    return true;
  }
}

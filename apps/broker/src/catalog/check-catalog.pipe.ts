import { Injectable, type PipeTransform } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

/** The first part of the original's paths is the catalog's name. */
@Injectable()
export class CheckCatalogPipe implements PipeTransform<string, Promise<string>> {
  constructor(private readonly services: ServiceStore) {}

  async transform(name: string): Promise<string> {
    if (name !== (await this.services.identity()).name) throw new NotFoundError('There is no catalog of this name.');
    return name;
  }
}

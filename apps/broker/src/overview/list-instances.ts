import { Injectable } from '@nestjs/common';
import { InstanceOverview, type InstancePage, type OverviewQuery } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';

/** A page of instances, newest first. */
@Injectable()
export class ListInstances {
  constructor(private readonly overview: InstanceOverview) {}

  async execute(query: OverviewQuery): Promise<InstancePage> {
    const page = await this.overview.list(query);
    if (page === 'unknown cursor')
      throw new BadRequestError('The instance that "after" names is gone; begin again with the first page.');
    return page;
  }
}

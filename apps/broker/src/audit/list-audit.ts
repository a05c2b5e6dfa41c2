import { Injectable } from '@nestjs/common';
import { type AuditPage, type AuditQuery, AuditStore } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { AuditTrail } from './audit-trail.js';

/** A page of the trail, newest first. What this broker has not stored yet is stored first, so that it is in the page. */
@Injectable()
export class ListAudit {
  constructor(
    private readonly store: AuditStore,
    private readonly trail: AuditTrail,
  ) {}

  async execute(query: AuditQuery): Promise<AuditPage> {
    await this.trail.flush();
    const page = await this.store.list(query);
    if (page === 'unknown cursor')
      throw new BadRequestError('The entry that "before" names is gone; begin again with the first page.');
    return page;
  }
}

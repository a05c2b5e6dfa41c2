import { Injectable } from '@nestjs/common';
import { HostAdmissions } from './host-admissions.js';

/** Ends a cordon, a drain, and a removal that was broken off. */
@Injectable()
export class UncordonHost {
  constructor(private readonly admissions: HostAdmissions) {}

  execute(hostId: string): Promise<void> {
    return this.admissions.set(hostId, 'open');
  }
}

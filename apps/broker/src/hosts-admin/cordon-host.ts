import { Injectable } from '@nestjs/common';
import { HostAdmissions } from './host-admissions.js';

/** Nothing new is placed there from the answer on, by any broker; what is there is served on. */
@Injectable()
export class CordonHost {
  constructor(private readonly admissions: HostAdmissions) {}

  execute(hostId: string): Promise<void> {
    return this.admissions.set(hostId, 'cordoned');
  }
}

import { Injectable } from '@nestjs/common';
import { HostAdmissions } from './host-admissions.js';

/** A cordon, and shared containers go as soon as they are empty. Instances stay: their users know host and port (ADR 0028). */
@Injectable()
export class DrainHost {
  constructor(private readonly admissions: HostAdmissions) {}

  execute(hostId: string): Promise<void> {
    return this.admissions.set(hostId, 'draining');
  }
}

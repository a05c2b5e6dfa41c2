import type { Caller } from '../osb/settle-operation.js';

export interface InstanceOrder extends Caller {
  readonly instanceId: string;
  readonly serviceId: string;
  readonly planId: string;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of `maintenance_info`, where it was sent. */
  readonly version: string | undefined;
}

import type { Caller } from '../osb/settle-operation.js';
import type { InstanceWish } from './to-instance-wish.js';

export interface InstanceOrder extends Caller, InstanceWish {
  readonly instanceId: string;
  readonly serviceId: string;
  readonly planId: string;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
}

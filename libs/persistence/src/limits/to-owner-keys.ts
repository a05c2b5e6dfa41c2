import { createHash } from 'node:crypto';
import type { InstanceRequest } from '../instances/service-instance.types.js';

/** Whose an instance is, as columns that can be counted by. */
export interface OwnerKeys {
  readonly organizationKey: string;
  readonly spaceKey: string;
}

/** The platform's guids may have any length and any characters; their fingerprints fit into a column and an index. */
export function toOwnerKeys({
  organizationGuid,
  spaceGuid,
}: Pick<InstanceRequest, 'organizationGuid' | 'spaceGuid'>): OwnerKeys {
  return { organizationKey: fingerprint(organizationGuid), spaceKey: fingerprint(spaceGuid) };
}

function fingerprint(guid: string): string {
  return createHash('sha256').update(guid).digest('hex');
}

import { createHash } from 'node:crypto';

const PLAIN = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** Docker's names are narrower than OSB's ids (URL-05): what does not fit goes by its hash, which is longer than any plain id. */
export function nameContainer(instanceId: string): string {
  return `osb-${PLAIN.test(instanceId) ? instanceId : createHash('sha256').update(instanceId).digest('hex')}`;
}

export function nameVolume(containerName: string, index: number): string {
  return `${containerName}-${index}`;
}

import type { Host } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { hasLabels } from './has-labels.types.js';

type Wanted = Pick<ServiceDefinition, 'hostLabels'>;

/** The hosts that have all labels that the plan names. */
export function keepLabelled<Labelled extends Pick<Host, 'labels'>>(
  hosts: readonly Labelled[],
  { hostLabels = {} }: Wanted,
): readonly Labelled[] {
  return hosts.filter(({ labels }) => hasLabels(labels, hostLabels));
}

/** Of a plan whose labels no host has. */
export function describeLack({ hostLabels = {} }: Wanted): string {
  const names = Object.entries(hostLabels).map(([name, value]) => `${name}=${value}`);
  return `No Docker host that is available has the labels of this plan: ${names.join(', ')}. Ask the operator for one.`;
}

import type { Host } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError } from '../osb/osb.errors.js';

type Labels = Readonly<Record<string, string>>;

/** The hosts that have all labels that the plan names. Throws `BadRequestError`, which names them, where there is none. */
export function keepLabelled<Labelled extends Pick<Host, 'labels'>>(
  hosts: readonly Labelled[],
  { hostLabels = {} }: Pick<ServiceDefinition, 'hostLabels'>,
): readonly Labelled[] {
  const kept = hosts.filter(({ labels }) => hasAll(labels, hostLabels));
  if (kept.length === 0 && Object.keys(hostLabels).length > 0) throw new BadRequestError(describeLack(hostLabels));
  return kept;
}

function hasAll(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}

function describeLack(wanted: Labels): string {
  const names = Object.entries(wanted).map(([name, value]) => `${name}=${value}`);
  return `No Docker host that is available has the labels of this plan: ${names.join(', ')}. Ask the operator for one.`;
}

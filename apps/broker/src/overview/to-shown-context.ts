import type { InstanceRequest } from '#persistence';
import { toAnnotations, toText } from './to-text.js';

/**
 * Whose instance it is, in the platform's words (CFS-13). These fields and no others: what else a platform puts into its
 * context may be secret. An older platform gives the two ids beside the context alone.
 */
export function toShownContext({
  context,
  organizationGuid,
  spaceGuid,
}: Pick<InstanceRequest, 'context' | 'organizationGuid' | 'spaceGuid'>): object {
  return {
    platform: toText(context['platform']),
    organization_guid: toText(context['organization_guid']) ?? toText(organizationGuid),
    organization_name: toText(context['organization_name']),
    organization_annotations: toAnnotations(context['organization_annotations']),
    space_guid: toText(context['space_guid']) ?? toText(spaceGuid),
    space_name: toText(context['space_name']),
    space_annotations: toAnnotations(context['space_annotations']),
    instance_name: toText(context['instance_name']),
    instance_annotations: toAnnotations(context['instance_annotations']),
  };
}

import type { Maintenance } from './catalog-settings.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

const NEWER_IMAGE = 'A newer image of the service; its container is replaced, which takes it away for some seconds.';

/** A plan's `maintenance_info`: what the definition says, else the image's version where it is known (CAT-26, CAT-27). */
export function maintenanceOf(
  { maintenance }: ServiceDefinition,
  imageVersion: string | undefined,
): Maintenance | undefined {
  const ofImage = imageVersion === undefined ? undefined : { version: imageVersion, description: NEWER_IMAGE };
  return maintenance ?? ofImage;
}

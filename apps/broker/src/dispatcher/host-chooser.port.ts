import type { ServiceDefinition } from '../catalog/service-definition.types.js';

/** Where a new instance goes. */
export abstract class HostChooser {
  /**
   * The id of a living, active host with room. Throws `UnavailableError` when no host lives, `BadRequestError` when
   * those that live are full or lack the container that the plan names.
   * @param full hosts that turned out to have no room
   */
  abstract choose(definition: ServiceDefinition, full: ReadonlySet<string>): Promise<string>;
}

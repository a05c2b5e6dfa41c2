import type { ServiceDefinition } from '../catalog/service-definition.types.js';

/** What a host is looked for. */
export interface WantedPlace {
  readonly definition: ServiceDefinition;
  /** Empty where the platform does not say. */
  readonly organizationGuid: string;
}

/** Where a new instance goes. */
export abstract class HostChooser {
  /**
   * The id of a living, active host with room, or of the one on which the container runs that the plan names. Throws
   * `UnavailableError` when no host lives, or those that might have that container are silent, `BadRequestError` when
   * those that live are full, or none of them runs it.
   * @param full hosts that turned out to have no room
   */
  abstract choose(wanted: WantedPlace, full: ReadonlySet<string>): Promise<string>;
}

import type { AdoptedInstance, Adoption, Attention, Orphan } from './orphan.types.js';

/** What the passes have left for an administrator to see and to decide. */
export abstract class OrphanStore {
  /** @param silentMs age from which on a creation without an acknowledged answer is told of */
  abstract report(silentMs: number): Promise<Attention>;

  abstract find(hostId: string, resourceId: string): Promise<Orphan | undefined>;

  /** May be repeated. */
  abstract forget(orphan: Orphan): Promise<void>;

  /**
   * Makes a ready instance of an orphan, with claims on the ports that it publishes, or changes nothing. An instance of
   * the same id whose creation failed and was undone is replaced.
   */
  abstract adopt(instance: AdoptedInstance): Promise<Adoption>;
}

import type {
  HostPass,
  HostRecords,
  HostSightings,
  InstanceChange,
  NamedOwners,
  Resource,
  SeenEngine,
} from './host-pass.types.js';

/**
 * One broker at a time looks after a host. All methods that take a `HostPass` and write prolong it, and throw
 * `FencedError` when another broker has taken over; then they have changed nothing.
 */
export abstract class HostPassStore {
  /** Hosts whose next pass is due, longest due first. */
  abstract findDue(): Promise<readonly string[]>;

  /** `undefined`: another broker was faster, or it is not due. */
  abstract claim(hostId: string, owner: string, leaseMs: number): Promise<HostPass | undefined>;

  /** Right before an effect. */
  abstract renew(pass: HostPass): Promise<void>;

  /** Ends the pass; the next one, by whichever broker, is due in `nextInMs`. */
  abstract complete(pass: HostPass, nextInMs: number): Promise<void>;

  /** `failures`: times in a row that the host's engine has not answered, with this one. */
  abstract recordProbe(pass: HostPass, failures: number): Promise<void>;

  abstract recordEngine(pass: HostPass, engine: SeenEngine): Promise<void>;

  /** Reads only, so it is asked for after the host was looked at (ADR 0018). */
  abstract survey(hostId: string, named: NamedOwners): Promise<HostRecords>;

  /**
   * Orphans get their first and last sighting. Ports that strangers publish are set aside for ten minutes, never those
   * that are claimed. Claims without an owner are freed ten minutes after they were first found.
   */
  abstract recordSightings(pass: HostPass, sightings: HostSightings): Promise<void>;

  /** False: the instance is not ready any more, or has got another container meanwhile; nothing was changed. */
  abstract changeInstance(
    pass: HostPass,
    instance: { readonly instanceId: string; readonly containerId: string | undefined },
    change: InstanceChange,
  ): Promise<boolean>;

  /** It is proven gone. */
  abstract forgetOrphan(pass: HostPass, orphan: Resource): Promise<void>;
}

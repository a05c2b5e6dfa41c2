import type { HostAdmission } from '../hosts/host-admission.types.js';
import type { BegunRemoval, HostDetails, RemovalStep } from './host-details.types.js';

/** What operators see of hosts, and decide about them. Each method that writes is one transaction. */
export abstract class HostAdminStore {
  abstract findAll(): Promise<readonly HostDetails[]>;

  abstract find(hostId: string): Promise<HostDetails | undefined>;

  /**
   * From the return on no broker places anything there, unless `open`. Ends a removal that was broken off.
   * `undefined`: no agent has told of such a host; else what it was before.
   */
  abstract admit(hostId: string, admission: Exclude<HostAdmission, 'removing'>): Promise<HostAdmission | undefined>;

  /**
   * Nothing is placed there from now on. Refused while its agent pings, and while something is left there, unless that is
   * to be given up (`isForced`). Repeatable.
   */
  abstract beginRemoval(hostId: string, isForced: boolean): Promise<BegunRemoval>;

  /**
   * The next instances of a host that is being removed are given up: operations on them end, bindings stay readable, ports
   * are free. Once there are none the host goes, with its claims, sightings and certificates. A removal that was broken
   * off between two steps goes on with the next one.
   *
   * @param description what users of creations and changes under way read
   */
  abstract continueRemoval(hostId: string, description: string): Promise<RemovalStep>;

  /** False: within this time, by any broker, it was told already. */
  abstract claimCertificateWarning(hostId: string, everyMs: number): Promise<boolean>;
}

import type { Host, HostPulse, HostReport, HostRoom } from './host.types.js';

/** The Docker hosts that agents have told of. Dead or alive is judged by the database's clock alone. */
export abstract class HostStore {
  /** Creates or refreshes the host; `last_ping` is now. True when the host was not known before. */
  abstract recordPing(report: HostReport): Promise<boolean>;

  /** Its disk is full: nothing new is placed there for a while, by the database's clock (row 26). */
  abstract markFull(hostId: string, forMs: number): Promise<void>;

  abstract find(hostId: string): Promise<Host | undefined>;

  abstract findAll(): Promise<readonly Host[]>;

  /** The same hosts: of ten thousand it takes a third of the time. */
  abstract findPulses(): Promise<readonly HostPulse[]>;

  /**
   * Living, active, open hosts with the number of their instances and free ports; neither those that are degraded, whose
   * engine does not answer, nor those whose engine is unsafe, nor those that are full for a while.
   *
   * @param organizationGuid whose instances are counted apart; as the platform has it
   */
  abstract findCandidates(organizationGuid?: string): Promise<readonly HostRoom[]>;

  /** One of `findCandidates`, read by its keys; `undefined`: it is none, or none any more. Counts no organization. */
  abstract findCandidate(hostId: string): Promise<HostRoom | undefined>;

  /** How many instances of an organization each host has; hosts without any are not in it. */
  abstract countOfOrganization(organizationGuid: string): Promise<ReadonlyMap<string, number>>;
}

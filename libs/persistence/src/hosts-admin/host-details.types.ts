import type { HostAdmission } from '../hosts/host-admission.types.js';
import type { Host } from '../hosts/host.types.js';

/** All that is known of a host, for operators. Times are milliseconds by the database's clock. */
export interface HostDetails extends Host {
  readonly admission: HostAdmission;
  /** Since 1970. */
  readonly lastPing: number;
  /** Until it is taken to have room on its disk again; 0 when it has. */
  readonly fullForMs: number;
  /** Times in a row that its engine did not answer. */
  readonly engineFailures: number;
  /** Why its engine may get nothing new, empty for nothing; `undefined` while nobody has looked. */
  readonly engineFault: string | undefined;
  /** `undefined` while nobody has looked. */
  readonly engine: EngineVersions | undefined;
  /** What platforms ordered and is there, or on its way; creations that failed are not. */
  readonly instances: number;
  /** Containers for several of them. */
  readonly sharedContainers: number;
  /** By the plans of what is there. */
  readonly reservedMemoryBytes: number;
  /** Of its range. */
  readonly claimedPorts: number;
  /** `undefined`: it needs none, or has none yet. */
  readonly certificate: ShownCertificate | undefined;
}

export interface EngineVersions {
  readonly version: string;
  readonly apiVersion: string;
}

/** The public part of a client certificate. */
export interface ShownCertificate {
  /** Raised with every replacement. */
  readonly version: number;
  /** PEM; `undefined`: that part was never given. */
  readonly cert: string | undefined;
}

/** Why a host cannot be removed. */
export type RemovalRefusal =
  | { readonly outcome: 'unknown' }
  /** Its agent is not silent: the next ping would bring it back. */
  | { readonly outcome: 'alive' }
  | { readonly outcome: 'occupied'; readonly instances: number; readonly sharedContainers: number };

export type BegunRemoval = { readonly outcome: 'begun' } | RemovalRefusal;

/** What a step of a removal has come to. */
export type RemovalStep =
  /** `instanceIds`: orders that were given up in this step. */
  | { readonly outcome: 'going on'; readonly instanceIds: readonly string[] }
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'alive' }
  /** An operator has opened or cordoned it again. */
  | { readonly outcome: 'called off' };

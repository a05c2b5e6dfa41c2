import type { Originator } from '../operations/operation.types.js';

/** What somebody did, or was not let do, as the broker that answered saw it. Nothing of it is secret. */
export interface AuditRecord {
  /** Of the broker's own numbering: entries of one broker are in the order of their ids, and a gap is one that is lost. */
  readonly entryId: string;
  /** The broker that answered. */
  readonly broker: string;
  /** `undefined`: a stranger. */
  readonly role: string | undefined;
  readonly caller: string | undefined;
  /** On whose behalf a platform says that it asks; nobody has verified it (HDR-06). */
  readonly originator: Originator | undefined;
  readonly method: string;
  /** The pattern of the route, `unknown` where there is none. */
  readonly route: string;
  readonly instanceId: string | undefined;
  /** What else was spoken of: bindings, hosts, services, by the names that the routes give them. */
  readonly subject: Readonly<Record<string, string>>;
  readonly status: number;
  readonly requestId: string;
  /** Of the client, as far as trusted proxies tell it. */
  readonly address: string;
  /** How many requests it stands for: floods of refusals are folded. */
  readonly count: number;
}

export interface NewAuditEntry extends AuditRecord {
  /** How long it waited to be stored, in milliseconds; the database's clock says when that was. */
  readonly ageMs: number;
}

export interface AuditEntry extends AuditRecord {
  /** By the database's clock, in milliseconds since 1970. */
  readonly at: number;
}

/** What is absent filters nothing. */
export interface AuditQuery {
  readonly limit: number;
  /** The last entry of the page before. */
  readonly before?: string | undefined;
  /** Milliseconds since 1970; from it on. */
  readonly since?: number | undefined;
  /** Milliseconds since 1970; before it. */
  readonly until?: number | undefined;
  readonly caller?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly route?: string | undefined;
  readonly status?: number | undefined;
}

/** Newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
}

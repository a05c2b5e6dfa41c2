import type { DrainUrl } from './drain-url.types.js';

/** One container whose log is sent somewhere, and what is said of it in each line. */
export interface Drain {
  readonly containerId: string;
  readonly instanceId: string;
  readonly url: DrainUrl;
  /** Host name of the lines: where clients reach the service. */
  readonly sender: string;
  /** In the structured data, in this order. */
  readonly data: Readonly<Record<string, string>>;
}

/** As a shipper has noted it. */
export interface NotedDrain extends Drain {
  /** Nobody wants it any more since then, in milliseconds; its last lines still get their chance. */
  readonly leavingSince?: number;
}

/** What a shipper counts of one container. */
export interface DrainCounts {
  readonly waitingLines: number;
  /** Since rsyslog was started. */
  readonly lostLines: number;
}

export interface ShipperStatus {
  readonly noted: readonly NotedDrain[];
  /** Of its present configuration; empty for none. */
  readonly configHash: string;
  /** By container id, as far as they are counted yet. */
  readonly counts: ReadonlyMap<string, DrainCounts>;
}

/** How a drain fares, as the last look at its host's shipper has shown. */
export type DrainState = 'sending' | 'waiting' | 'losing' | 'unknown';

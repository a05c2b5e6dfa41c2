import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { Cluster } from '../support/cluster/cluster.js';
import type { ClusterDatabaseKind } from '../support/cluster/cluster-database.js';
import type { ClusterHost } from '../support/cluster/cluster-host.types.js';
import type { Figures } from './scale.js';
import { Storm } from './storm.js';
import type { StormReport } from './storm.js';

const BROKERS = 3;
/**
 * Short waits, so that many requests are answered with 202, and shared containers are soon empty for too long; and a
 * reconciler that has done its work before the end.
 */
const ENVIRONMENT = {
  BROKER_OPERATIONS_SYNCWAITSECONDS: '1',
  BROKER_OPERATIONS_POLLHOLDSECONDS: '1',
  BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '1',
  BROKER_RECONCILER_EVERYSECONDS: '2',
  BROKER_RECONCILER_SIGHTINGSECONDS: '5',
};

export interface StormSetting {
  readonly database: ClusterDatabaseKind;
  readonly figures: Figures;
  /** Between two blows, on average. */
  readonly everyMs: number;
  readonly mortality: number;
  /** What must have been done at least: a storm in which nobody works proves nothing. */
  readonly atLeast: { readonly lives: number; readonly bindings: number; readonly updates: number };
  readonly startHost: (prefix: string) => Promise<ClusterHost>;
}

/** A storm over three brokers, told to whoever watches, with everything that went wrong in the failure. */
export async function expectToWeather(setting: StormSetting): Promise<void> {
  const { database, figures, everyMs, mortality, atLeast } = setting;
  const { seed, kills, pauses } = figures;
  const prefix = `storm-${randomBytes(3).toString('hex')}`;
  const host = await setting.startHost(prefix);
  const cluster = await Cluster.start({ brokers: BROKERS, database, host, environment: ENVIRONMENT });
  try {
    const blows = { kills, pauses, crashes: 2, everyMs };
    const report = await new Storm(cluster, { seed, prefix, clients: 8, mortality, blows }).ride();
    tell(`${database}, STORM_SEED=${seed}: ${report.summary}`, report);
    expect(report.violations).toEqual([]);
    expect([cluster.kills, cluster.pauses]).toEqual([kills, pauses]);
    expect(report.tally.of('lives')).toBeGreaterThanOrEqual(atLeast.lives);
    expect(report.tally.of('bindings: exists')).toBeGreaterThanOrEqual(atLeast.bindings);
    expect(report.tally.of('updates: succeeded')).toBeGreaterThanOrEqual(atLeast.updates);
  } finally {
    await cluster.remove();
  }
}

function tell(headline: string, { story }: StormReport): void {
  process.stdout.write(`${headline}\n${story === '' ? '' : `${story}\n`}`);
}

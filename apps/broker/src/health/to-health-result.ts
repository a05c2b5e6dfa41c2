import type { HealthIndicatorResult } from '@nestjs/terminus';
import type { DatabaseReport, DatabaseState, HostCounts } from '#persistence';

const FAULTS: Readonly<Record<Exclude<DatabaseState, 'serving'>, string>> = {
  away: 'does not answer',
  'other schema': 'was changed by another version of the broker',
  'other key': 'is sealed with another key than the one of this broker',
};

/** States and counts alone: anybody may read them, so no address, no name and no text of the database's. */
export function toHealthResult({ state, hosts }: DatabaseReport): HealthIndicatorResult {
  const database =
    state === 'serving' ? { status: 'up' as const } : { status: 'down' as const, message: FAULTS[state] };
  return hosts === undefined ? { database } : { database, hosts: judgeHosts(hosts) };
}

/** New instances have nowhere to go, or those on a host that is away cannot be changed. What serves goes on serving. */
function judgeHosts(hosts: HostCounts): HealthIndicatorResult[string] {
  const isImpaired = hosts.usable === 0 || hosts.silent + hosts.failing + hosts.full + hosts.unsafe > 0;
  return { status: isImpaired ? 'degraded' : 'up', ...hosts };
}

import type { ProcessFigures } from '../../support/cluster/measure-process.js';
import type { Violation } from '../findings.js';

/** What one broker holds, by its name, and what all of them together hold of the database. */
export interface Holdings {
  readonly brokers: ReadonlyMap<string, ProcessFigures>;
  readonly connections: number;
}

/** How much more than before is no leak: pools fill up, and memory is given back when it is needed. */
const MORE: ProcessFigures = { handles: 12, sockets: 12, megabytes: 48 };

/** N11: after the same work again brokers hold what they held before it, and no more connections than their pools may. */
export function checkLeaks(before: Holdings, after: Holdings, mostConnections: number): readonly Violation[] {
  const ofBrokers = [...after.brokers].flatMap(([name, now]) => compare(name, before.brokers.get(name), now));
  if (after.connections <= mostConnections) return ofBrokers;
  return [...ofBrokers, { id: '', what: `${before.connections} connections before, ${after.connections} after` }];
}

/** A broker without figures of before is another one than then. */
function compare(name: string, before: ProcessFigures | undefined, now: ProcessFigures): readonly Violation[] {
  if (before === undefined) return [];
  return (['handles', 'sockets', 'megabytes'] as const)
    .filter((what) => now[what] > before[what] + MORE[what])
    .map((what) => ({ id: '', what: `${name} held ${before[what]} ${what} before, ${now[what]} after` }));
}

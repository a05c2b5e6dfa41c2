import type { DrainCounts, NotedDrain, ShipperStatus } from './drain.types.js';
import { nameDrain } from './render-shipper-config.js';

type Count = Readonly<Record<string, unknown>>;

/** What /status of the shipper's image prints: our own note, the hash of all that it was told, rsyslog's counts. */
export function readShipperStatus(output: string): ShipperStatus {
  const [note = '', configHash = '', ...lines] = output.split('\n');
  const noted = readNote(note);
  const newest = new Map(lines.flatMap(readCount).map((count) => [count['name'], count]));
  const counts = noted.flatMap(({ containerId }): [string, DrainCounts][] => {
    const name = `${nameDrain(containerId)} queue`;
    const queues = [newest.get(name), newest.get(`${name}[DA]`)].filter((queue) => queue !== undefined);
    return queues.length === 0 ? [] : [[containerId, toCounts(queues)]];
  });
  return { noted, configHash, counts: new Map(counts) };
}

/** What we cannot read is what another version has noted: it is written anew. */
function readNote(note: string): readonly NotedDrain[] {
  const drains = parse(Buffer.from(note, 'base64').toString('utf8'));
  return Array.isArray(drains) ? (drains as readonly NotedDrain[]) : [];
}

/** The first line may be cut. */
function readCount(line: string): Count[] {
  const count = parse(line);
  return typeof count === 'object' && count !== null && 'name' in count ? [count] : [];
}

/** What waits in memory and on disk; what neither had room for. */
function toCounts(queues: readonly Count[]): DrainCounts {
  const sum = (field: string): number => queues.reduce((all, queue) => all + (Number(queue[field]) || 0), 0);
  return { waitingLines: sum('size'), lostLines: sum('discarded.full') + sum('discarded.nf') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { DrainCounts, NotedDrain, ShipperStatus } from './drain.types.js';
import { nameDrain } from './render-shipper-config.js';

type Count = Readonly<Record<string, unknown>>;

/** What /status of the shipper's image prints: our own note, the hash of all that it was told, rsyslog's counts. */
export function readShipperStatus(output: string): ShipperStatus {
  const [note = '', configHash = '', ...lines] = output.split('\n');
  const noted = readNote(note);
  const newest = new Map(lines.flatMap(readCount).map((count) => [count['name'], count]));
  const counts = noted.flatMap(({ containerId }): [string, DrainCounts][] => {
    const queue = newest.get(`${nameDrain(containerId)} queue`);
    return queue === undefined ? [] : [[containerId, toCounts(queue)]];
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

function toCounts(queue: Count): DrainCounts {
  const read = (field: string): number => Number(queue[field]) || 0;
  return { waitingLines: read('size'), lostLines: read('discarded.full') + read('discarded.nf') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

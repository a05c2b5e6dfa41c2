import { networkOf } from '../osb/address-of.js';
import type { AuditNote } from './audit-note.js';

/** Who is refused from more places at once is one of many. */
const MOST_PLACES = 100;
const MANY = '*';

interface Folded {
  readonly latest: AuditNote;
  readonly count: number;
}

type Write = (note: AuditNote, count: number) => void;

/**
 * Makes two entries of a flood, so that nobody fills the disk with refusals (T22): the first one of a network, caller and
 * status is written as it is, those that follow are counted until the fold is closed, and written as one.
 */
export class RefusalFold {
  private readonly places = new Map<string, Folded>();

  constructor(private readonly write: Write) {}

  /** Tells whether the fold has just been opened, so that somebody closes it. */
  add(note: AuditNote): boolean {
    const isFirst = this.places.size === 0;
    const key = JSON.stringify([networkOf(note.address), note.caller, note.status]);
    if (this.places.has(key)) this.count(key, note);
    else if (this.places.size < MOST_PLACES) this.open(key, note);
    else this.count(MANY, { ...note, address: MANY, role: undefined, caller: undefined });
    return isFirst;
  }

  /** Writes what was counted, and begins anew. */
  close(): void {
    const folded = [...this.places.values()];
    this.places.clear();
    for (const { latest, count } of folded) if (count > 0) this.write(toFolded(latest), count);
  }

  private open(key: string, note: AuditNote): void {
    this.places.set(key, { latest: note, count: 0 });
    this.write(note, 1);
  }

  private count(key: string, note: AuditNote): void {
    this.places.set(key, { latest: note, count: (this.places.get(key)?.count ?? 0) + 1 });
  }
}

/** What they had in common, and the id of the latest. */
function toFolded(latest: AuditNote): AuditNote {
  return { ...latest, method: MANY, route: MANY, instanceId: undefined, subject: {}, originator: undefined };
}

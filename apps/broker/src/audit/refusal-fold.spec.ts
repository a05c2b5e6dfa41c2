import { describe, expect, it } from 'vitest';
import type { AuditNote } from './audit-note.js';
import { RefusalFold } from './refusal-fold.js';
import { aNote } from './testing/a-note.js';

type Written = readonly [AuditNote, number];

function open(): { fold: RefusalFold; written: Written[] } {
  const written: Written[] = [];
  return { fold: new RefusalFold((note, count) => written.push([note, count])), written };
}

describe('RefusalFold (T22)', () => {
  it('writes a single refusal as it is, and nothing more of it', () => {
    const { fold, written } = open();
    const note = aNote({ status: 401 });

    expect(fold.add(note)).toBe(true);
    fold.close();

    expect(written).toEqual([[note, 1]]);
  });

  it('makes one entry of all that follow', () => {
    const { fold, written } = open();
    const followers = Array.from({ length: 50 }, (_, index) => aNote({ requestId: `r-${index}`, instanceId: 'i' }));

    for (const note of [aNote(), ...followers]) fold.add(note);
    expect(written).toHaveLength(1);
    fold.close();

    expect(written).toHaveLength(2);
    expect(written[1]).toMatchObject([{ method: '*', route: '*', requestId: 'r-49', address: '192.0.2.7' }, 50]);
    expect(written[1]?.[0].instanceId).toBeUndefined();
  });

  it('tells networks, callers and statuses apart', () => {
    const { fold, written } = open();

    fold.add(aNote());
    fold.add(aNote({ address: '192.0.2.8' }));
    fold.add(aNote({ caller: 'agent' }));
    fold.add(aNote({ status: 403 }));
    fold.add(aNote({ address: '2001:db8::1' }));
    fold.add(aNote({ address: '2001:db8::2' }));

    expect(written).toHaveLength(5);
  });

  it('keeps no more than a hundred places: the others are one', () => {
    const { fold, written } = open();

    for (let index = 0; index < 1_000; index++)
      fold.add(aNote({ address: `10.0.${index >> 8}.${index & 255}`, caller: 'x' }));
    fold.close();

    expect(written).toHaveLength(101);
    expect(written[100]).toMatchObject([{ address: '*', caller: undefined }, 900]);
  });

  it('begins anew once it was closed', () => {
    const { fold, written } = open();

    fold.add(aNote());
    fold.close();

    expect(fold.add(aNote())).toBe(true);
    expect(written).toHaveLength(2);
  });
});

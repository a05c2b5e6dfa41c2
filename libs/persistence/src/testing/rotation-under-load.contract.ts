import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResealCursor } from '../secrets/key.types.js';
import { openStoresOn, type Stores } from './open-stores.js';
import { RotationFixture } from './rotation-fixture.js';
import { RotationLoad } from './rotation-load.js';

const ROWS = 1_000;
/** So many values a worker reseals before it dies. */
const ENOUGH_OF_A_LIFE = 150;

/** How data keys are replaced under brokers that read and write, on every database (T18); it may be used. */
export function describeRotationUnderLoad(name: string, open: () => Promise<Stores>): void {
  describe(`KeyRotation under load: ${name}`, () => {
    let brokers: readonly [Stores, Stores];
    let load: RotationLoad;
    beforeAll(async () => {
      const first = await open();
      brokers = [first, await openStoresOn(first.database)];
      load = new RotationLoad(brokers, ROWS);
      await load.fill();
    });
    afterAll(async () => {
      await load.stop();
      await load.remove();
      await brokers[0].database.close();
    });

    it('loses no value to any reader or writer while two workers die in the midst of it (T18, row 92)', async () => {
      const [one, other] = brokers.map((stores) => new RotationFixture(stores)) as [RotationFixture, RotationFixture];
      load.start();
      const { before } = await one.rotated();

      await workShortly(one, 'first');
      await one.makeDue(before);
      await workShortly(other, 'second');
      const left = (await one.reportOf(before))?.counts['registry_login.password'] ?? 0;
      await one.makeDue(before);
      const ends = await other.finish();
      await load.stop();

      expect(left).toBeGreaterThan(0);
      expect(ends.slice(-2)).toEqual(['clean', 'destroyed']);
      expect(load.failures).toEqual([]);
      expect(await one.reportOf(before)).toMatchObject({ state: 'destroyed', counts: {} });
      for (const stores of brokers) expect(await load.findLost(stores)).toEqual([]);
      expect(Math.min(load.reads, load.writes)).toBeGreaterThan(0);
    });
  });
}

/** A worker that dies does no more, so one that is asked for no more stands for it. */
async function workShortly(worker: RotationFixture, owner: string): Promise<void> {
  const lease = await worker.claimed(owner);
  let resealed = 0;
  let cursor: ResealCursor | undefined;
  // Columns without values have batches of their own.
  while (resealed < ENOUGH_OF_A_LIFE) {
    const step = await worker.stores.rotation.reseal(lease, cursor);
    resealed += step.resealed;
    if (step.cursor === undefined) throw new Error('it has come to the end of its pass');
    cursor = step.cursor;
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { Stores } from '../../libs/persistence/src/testing/open-stores.js';
import { RotationFixture } from '../../libs/persistence/src/testing/rotation-fixture.js';
import type { RotationLoad } from '../../libs/persistence/src/testing/rotation-load.js';
import { pollUntil } from '../support/poll-until.js';

/** Every value reads as it was written, and no key that is gone has sealed any. Throws what does not hold. */
export async function checkReadable(stores: Stores, load: RotationLoad): Promise<void> {
  const lost = await load.findLost(stores);
  if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`);
  const keys = await stores.rotation.report();
  const early = keys.filter(({ state, counts }) => state === 'destroyed' && !isDeepStrictEqual(counts, {}));
  if (early.length > 0) throw new Error(`destroyed too early: ${JSON.stringify(early)}`);
}

/** What brokers go on with, whatever was left; the lease of who died is over by and by. */
export async function finishRotation(stores: Stores): Promise<void> {
  const fixture = new RotationFixture(stores);
  await stores.rotation.promote(0);
  await pollUntil('the old keys to be destroyed', async () => {
    await fixture.finish();
    return (await stores.rotation.report()).every(({ state }) => state !== 'retired');
  });
  await stores.rotation.rewrap();
}

/** One key has sealed all values, and is wrapped with the key that was wanted. Throws what does not hold. */
export async function checkFinished(stores: Stores, kekId: string, count: number): Promise<void> {
  const keys = (await stores.rotation.report()).filter(({ state }) => state !== 'destroyed');
  const seen = keys.map(({ state, kekId, counts }) => ({ state, kekId, counts }));
  const wanted = [{ state: 'primary', kekId, counts: { 'registry_login.password': count } }];
  if (!isDeepStrictEqual(seen, wanted)) throw new Error(`it has ended with ${JSON.stringify(keys)}`);
}

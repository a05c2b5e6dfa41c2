/**
 * Drives a whole rotation as brokers do, with no pauses in between, on the database of `ROTATE_DATABASE` (JSON) with the
 * key-encryption keys of `ROTATE_KEYS` (JSON, the first one wraps). `crash-at.mjs`, loaded before, kills it on its way.
 */
import { env } from 'node:process';

const PERSISTENCE = new URL('../../dist/libs/persistence/src/', import.meta.url);
const LEASE_MS = 100;
const AT_ONCE = { keepMs: 0, pauseMs: 0 };

/** @param {string} file as it was built */
const load = async (file) => import(new URL(file, PERSISTENCE).href);

/** @type {typeof import('../../libs/persistence/src/database/open-database.js')} */
const { openDatabase } = await load('database/open-database.js');
/** @type {typeof import('../../libs/persistence/src/secrets/data-keys.js')} */
const { DataKeys } = await load('secrets/data-keys.js');
/** @type {typeof import('../../libs/persistence/src/secrets/key-encryption-keys.js')} */
const { KeyEncryptionKeys } = await load('secrets/key-encryption-keys.js');
/** @type {typeof import('../../libs/persistence/src/secrets/key-ring.js')} */
const { KeyRing } = await load('secrets/key-ring.js');
/** @type {typeof import('../../libs/persistence/src/secrets/read-keys.js')} */
const { readKeys } = await load('secrets/read-keys.js');
/** @type {typeof import('../../libs/persistence/src/secrets/secret-box.js')} */
const { SecretBox } = await load('secrets/secret-box.js');
/** @type {typeof import('../../libs/persistence/src/secrets/typeorm-key-rotation.js')} */
const { TypeormKeyRotation } = await load('secrets/typeorm-key-rotation.js');

const database = await openDatabase(JSON.parse(env['ROTATE_DATABASE'] ?? ''));
const keks = new KeyEncryptionKeys({ keys: readKeys(JSON.parse(env['ROTATE_KEYS'] ?? '')) ?? [], fileKeys: [] });
const ring = new KeyRing();
const keys = new DataKeys(database, keks, ring);
await keys.open();
const rotation = new TypeormKeyRotation(database, { box: new SecretBox(ring), keys });

/** @param {import('../../libs/persistence/src/secrets/key.types.js').KeyLease} lease */
async function pass(lease) {
  const found = { resealed: 0, unreadable: 0 };
  /** @type {import('../../libs/persistence/src/secrets/key.types.js').ResealCursor | undefined} */
  let cursor;
  do {
    const step = await rotation.reseal(lease, cursor);
    found.resealed += step.resealed;
    found.unreadable += step.unreadable.length;
    cursor = step.cursor;
  } while (cursor !== undefined);
  return found;
}

const { keyId } = await rotation.begin();
await rotation.withdraw(keyId);
await rotation.begin();
await rotation.promote(0);
for (let lease; (lease = await rotation.claim('doomed', LEASE_MS)) !== undefined;)
  await rotation.endPass(lease, await pass(lease), AT_ONCE);
await rotation.rewrap();
await database.close();

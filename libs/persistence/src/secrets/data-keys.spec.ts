import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { PersistenceConfigurationError, SecretUnreadableError } from '../persistence.errors.js';
import { DataKeys } from './data-keys.js';
import { KeyEncryptionKeys } from './key-encryption-keys.js';
import { KeyRing } from './key-ring.js';
import type { Key, KeySource } from './key.types.js';
import { SecretBox } from './secret-box.js';
import { TypeormKeyRotation } from './typeorm-key-rotation.js';

const OLD: Key = { keyId: 'old', bytes: Buffer.alloc(32, 1) };
const NEW: Key = { keyId: 'new', bytes: Buffer.alloc(32, 2) };
const PLACE = { table: 't', column: 'c', rowId: 'r' };
const PASSPHRASE = 'correct horse battery staple';

interface Opened {
  readonly box: SecretBox;
  readonly keys: DataKeys;
  readonly rotation: TypeormKeyRotation;
}

describe('DataKeys', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ kind: 'sqlite', database: ':memory:' });
  });
  afterEach(() => database.close());

  const open = async (source: Partial<KeySource>): Promise<Opened> => {
    const ring = new KeyRing();
    const keys = new DataKeys(database, new KeyEncryptionKeys({ keys: [], fileKeys: [], ...source }), ring);
    await keys.open();
    const box = new SecretBox(ring);
    return { box, keys, rotation: new TypeormKeyRotation(database, { box, keys }) };
  };
  const rowsOf = (): Promise<DataKeyEntity[]> => database.read((manager) => manager.find(DataKeyEntity));

  it('make the first key, once, for all brokers that start together', async () => {
    const opened = await Promise.all([open({ keys: [OLD] }), open({ keys: [OLD] }), open({ keys: [OLD] })]);

    const sealed = opened[0].box.seal('secret', PLACE);
    for (const { box } of opened) expect(box.open(sealed, PLACE)).toBe('secret');
    expect(await rowsOf()).toMatchObject([{ standing: 'primary', kekId: 'old' }]);
  });

  it('are stored under another key than they are, and never in clear', async () => {
    await open({ keys: [OLD] });

    const [row] = await rowsOf();
    const dump = JSON.stringify(await rowsOf());
    expect(row?.wrappedKey).toMatch(/^v1\|old\|/);
    expect(dump).not.toContain(OLD.bytes.toString('base64'));
  });

  it('take the key of an older broker for the first one, so that what it has sealed opens', async () => {
    const older = new SecretBox(new KeyRing(OLD));
    const canarySealed = older.seal('docker-broker', { table: 'key_canary', column: 'canary', rowId: 'old' });
    await database.write('test', (manager) => manager.insert(KeyCanaryEntity, { keyId: 'old', canarySealed }));

    const opened = await Promise.all([open({ fileKeys: [OLD] }), open({ keys: [NEW], fileKeys: [OLD] })]);

    for (const { box } of opened) expect(box.open(older.seal('secret', PLACE), PLACE)).toBe('secret');
    expect(await rowsOf()).toMatchObject([{ id: 'old', standing: 'primary' }]);
    await expect(open({ keys: [NEW] })).rejects.toThrow('same key file');
  });

  it('refuse an older database without its key, and one with other bytes (row 10)', async () => {
    const canarySealed = new SecretBox(new KeyRing(OLD)).seal('docker-broker', {
      table: 'key_canary',
      column: 'canary',
      rowId: 'old',
    });
    await database.write('test', (manager) => manager.insert(KeyCanaryEntity, { keyId: 'old', canarySealed }));

    await expect(open({ keys: [NEW] })).rejects.toThrow('sealed with key old, which this broker does not hold');
    await expect(open({ keys: [{ ...NEW, keyId: 'old' }] })).rejects.toThrow(SecretUnreadableError);
    expect(await rowsOf()).toEqual([]);
  });

  it('refuse to start without the key that wraps them, and with other bytes under its name (row 10)', async () => {
    await open({ keys: [OLD] });

    await expect(open({ keys: [NEW] })).rejects.toThrow(PersistenceConfigurationError);
    await expect(open({ keys: [NEW] })).rejects.toThrow('is wrapped with key old, which this broker does not hold');
    await expect(open({ keys: [{ ...NEW, keyId: 'old' }] })).rejects.toThrow(SecretUnreadableError);
  });

  it('refuse to start when a key was replaced in the database (row 10)', async () => {
    const { box } = await open({ keys: [OLD] });
    box.seal('secret', PLACE);
    await database.write('test', (manager) => manager.query('DELETE FROM data_key'));

    await expect(open({ keys: [OLD] })).rejects.toThrow(PersistenceConfigurationError);
  });

  it('are wrapped with another key while brokers hold both, and then the old one is not needed', async () => {
    const before = await open({ keys: [OLD, NEW] });
    const sealed = before.box.seal('secret', PLACE);
    const replacing = await open({ keys: [NEW, OLD] });

    expect(await replacing.rotation.rewrap()).toBe(1);
    expect(await replacing.rotation.rewrap()).toBe(0);
    expect(await before.keys.refresh()).toEqual([]);

    expect((await open({ keys: [NEW] })).box.open(sealed, PLACE)).toBe('secret');
    await expect(open({ keys: [OLD] })).rejects.toThrow('does not hold');
  });

  it('tell a broker that could not start again, and one that could not read what comes next', async () => {
    const behind = await open({ keys: [OLD] });
    const ahead = await open({ keys: [NEW, OLD] });
    await ahead.rotation.rewrap();
    const { keyId } = await ahead.rotation.begin();

    const missing = await behind.keys.refresh();

    expect(missing).toHaveLength(2);
    expect(missing.find(({ isNext }) => isNext)).toMatchObject({ keyId, kekId: 'new', isOpened: false });
    expect(missing.find(({ isNext }) => !isNext)).toMatchObject({ kekId: 'new', isOpened: true });
    expect(behind.box.open(ahead.box.seal('secret', PLACE), PLACE)).toBe('secret');
  });

  it('that are retired are sealed with by nobody, who cannot read the one in use either: what opens still does (T18)', async () => {
    const behind = await open({ keys: [OLD] });
    const sealed = behind.box.seal('secret', PLACE);
    const ahead = await open({ keys: [NEW, OLD] });
    await ahead.rotation.rewrap();
    await ahead.rotation.begin();
    await ahead.rotation.promote(0);

    await behind.keys.refresh();

    expect(() => behind.box.seal('secret', PLACE)).toThrow(PersistenceConfigurationError);
    expect(behind.box.open(sealed, PLACE)).toBe('secret');
    expect(ahead.box.open(ahead.box.seal('secret', PLACE), PLACE)).toBe('secret');
  });

  it('are not wrapped anew without the key that they are wrapped with', async () => {
    const { rotation } = await open({ keys: [OLD] });
    const other = new DataKeys(database, new KeyEncryptionKeys({ keys: [NEW], fileKeys: [] }), new KeyRing());
    const others = new TypeormKeyRotation(database, { box: new SecretBox(new KeyRing(NEW)), keys: other });

    await expect(others.rewrap()).rejects.toThrow('name the old key too');
    expect(await rotation.rewrap()).toBe(0);
  });

  it('are wrapped with a key from a passphrase, the same at every broker, which may follow a file', async () => {
    const before = await open({ fileKeys: [OLD] });
    const sealed = before.box.seal('secret', PLACE);
    await (await open({ fileKeys: [OLD], passphrase: PASSPHRASE })).rotation.rewrap();

    const after = await open({ passphrase: PASSPHRASE });
    await after.rotation.begin();

    expect(after.box.open(sealed, PLACE)).toBe('secret');
    expect(new Set((await rowsOf()).map(({ kekId }) => kekId)).size).toBe(1);
    await expect(open({ passphrase: `${PASSPHRASE}!` })).rejects.toThrow(SecretUnreadableError);
    await expect(open({ keys: [{ keyId: 'random', bytes: randomBytes(32) }] })).rejects.toThrow('does not hold');
  });
});

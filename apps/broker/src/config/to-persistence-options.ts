import { ensureKeyFile, type KeySource, type PersistenceOptions, readKeyFile, readKeys } from '#persistence';
import type { BrokerConfig } from './broker-config.types.js';
import { databaseFile, encryptionKeyFile } from './resolve-paths.js';

/**
 * The database and its keys as the configuration has them. Makes the key file when nothing else is given. Throws
 * `PersistenceConfigurationError` when the file holds anything but keys.
 */
export function toPersistenceOptions(config: BrokerConfig): PersistenceOptions {
  const { driver, database, options, ...server } = config.persister;
  const shared = { kind: driver, driverOptions: options, keys: toKeySource(config) };
  if (driver === 'sqlite') return { ...shared, database: databaseFile(config) };
  return { ...shared, database, ...server };
}

/** Keys of a file that is there open what they have wrapped, even when others are given: so the one follows the other. */
function toKeySource(config: BrokerConfig): KeySource {
  const path = encryptionKeyFile(config);
  const { keys, passphrase } = config.encryption;
  const given = readKeys(keys) ?? [];
  const isGiven = given.length > 0 || passphrase !== undefined;
  const fileKeys = isGiven ? readKeyFile(path) : ensureKeyFile(path);
  return { keys: given, fileKeys, ...(passphrase === undefined ? {} : { passphrase }) };
}

import { resolve } from 'node:path';
import type { BrokerConfig } from './broker-config.types.js';

/** The file of the SQLite database, absolute; `:memory:` stays as it is. */
export function databaseFile({ dataDir, persister }: BrokerConfig): string {
  return persister.database === ':memory:' ? persister.database : resolve(dataDir, persister.database);
}

/** The file with the encryption key, absolute. */
export function encryptionKeyFile({ dataDir, keyFile }: BrokerConfig): string {
  return resolve(dataDir, keyFile);
}

import { DataSource } from 'typeorm';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { DatabaseOptions } from '../persistence.options.js';
import { Database } from './database.js';
import { DIALECTS } from './dialect.js';
import { DRIVERS } from './drivers.js';
import { migrate } from './migrate.js';
import { persevere } from './persevere.js';
import { toDataSourceOptions } from './to-data-source-options.js';

/**
 * Opens the database, brings its tables up to date and refuses one that a newer broker has written. Waits as any call
 * does: the other brokers go on writing, and a server may be starting just now.
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return persevere(() => openOnce(options));
}

async function openOnce(options: DatabaseOptions): Promise<Database> {
  const { dialect } = DRIVERS[options.kind];
  const source = await toDataSource(options);
  try {
    await source.initialize();
    await migrate(source, DIALECTS[dialect]);
    return new Database(source, dialect);
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw error;
  }
}

/** Some drivers need a package that does not come with the broker. */
async function toDataSource(options: DatabaseOptions): Promise<DataSource> {
  const sourceOptions = await toDataSourceOptions(options);
  try {
    return new DataSource(sourceOptions);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new PersistenceConfigurationError(`The database driver ${options.kind} cannot be used: ${reason}`, error);
  }
}

import type { Database } from '../database/database.js';
import { InstallationEntity } from '../entities/installation.entity.js';
import { Installation } from './installation.js';

/** A migration has named it; a name that was given twice at once would be settled by its order. */
export async function readInstallation(database: Database): Promise<Installation> {
  const [row] = await database.read((manager) => manager.find(InstallationEntity, { order: { id: 'ASC' }, take: 1 }));
  if (row === undefined) throw new Error('The installation has no name.');
  return new Installation(row.id);
}

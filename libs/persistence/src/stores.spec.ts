import { describeDatabaseHealth } from './testing/database-health.contract.js';
import { openStores, type Stores } from './testing/open-stores.js';
import { describeStores } from './testing/stores.contract.js';
import { describeWorkOnHosts } from './testing/work-on-hosts.contract.js';

/** Two of TypeORM's drivers: what it has besides the usual ones can be named in the configuration. */
const DATABASES: readonly [string, () => Promise<Stores>][] = [
  ['SQLite in memory', () => openStores()],
  ['sql.js', () => openStores({ kind: 'sqljs' })],
];

for (const [name, open] of DATABASES) {
  describeStores(name, open);
  describeWorkOnHosts(name, open);
  describeDatabaseHealth(name, open);
}

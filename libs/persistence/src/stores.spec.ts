import { describeDatabaseHealth } from './testing/database-health.contract.js';
import { openStores } from './testing/open-stores.js';
import { describeStores } from './testing/stores.contract.js';
import { describeWorkOnHosts } from './testing/work-on-hosts.contract.js';

describeStores('SQLite in memory', () => openStores());
describeWorkOnHosts('SQLite in memory', () => openStores());
describeDatabaseHealth('SQLite in memory', () => openStores());

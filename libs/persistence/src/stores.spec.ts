import { describeAllStores } from './testing/all-stores.contract.js';
import { openStores } from './testing/open-stores.js';

describeAllStores('SQLite in memory', () => openStores());
/** What TypeORM has besides the usual drivers can be named in the configuration. */
describeAllStores('sql.js', () => openStores({ kind: 'sqljs' }));

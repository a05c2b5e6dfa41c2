import { describeAllStores } from './testing/all-stores.contract.js';
import { openStores } from './testing/open-stores.js';
import { describePlans } from './testing/plans/plans.contract.js';
import { StatementRecorder } from './testing/plans/statement-recorder.js';

const recorder = new StatementRecorder();

describeAllStores('SQLite in memory', () => openStores({ driverOptions: recorder.driverOptions }));
describePlans('SQLite', { open: () => openStores(), recorder });
/** What TypeORM has besides the usual drivers can be named in the configuration. */
describeAllStores('sql.js', () => openStores({ kind: 'sqljs' }));

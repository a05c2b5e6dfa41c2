import { openStores } from './testing/open-stores.js';
import { describeStores } from './testing/stores.contract.js';

describeStores('SQLite in memory', () => openStores());

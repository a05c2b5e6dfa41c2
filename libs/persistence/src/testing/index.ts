export * from './builders.js';
export { openStores, type Stores, TEST_KEY } from './open-stores.js';
export { StoreFixture } from './store-fixture.js';

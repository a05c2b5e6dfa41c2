export * from './builders.js';
export { openStores, type Stores } from './open-stores.js';
export { StoreFixture } from './store-fixture.js';

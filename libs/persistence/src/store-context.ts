import type { SecretBox } from './secrets/secret-box.js';

/** What the transactions of a store need beside the connection. */
export interface StoreContext {
  /** SQL: the database's clock in milliseconds. */
  readonly nowMs: string;
  readonly box: SecretBox;
}

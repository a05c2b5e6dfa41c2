import type { Role } from './access.types.js';

/** Whom credentials belong to. */
export interface Identity {
  readonly name: string;
  /** Never empty. */
  readonly roles: ReadonlySet<Role>;
}

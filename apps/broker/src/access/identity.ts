import type { Caller, Role } from './access.types.js';

/** Whom credentials belong to. */
export interface Identity {
  readonly name: string;
  /** Never empty. */
  readonly roles: ReadonlySet<Role>;
  /** `undefined`: it was a user and a password. */
  readonly token: TokenRights | undefined;
}

export interface TokenRights extends Required<Pick<Caller, 'tokenId' | 'scopes'>>, Pick<Caller, 'dockerHost'> {
  /** By the clock of this broker; `undefined`: never. */
  readonly expiresAtMs: number | undefined;
  readonly lastUsedOn: string | undefined;
}

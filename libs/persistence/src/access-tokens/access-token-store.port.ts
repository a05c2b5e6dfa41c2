import type { AccessToken } from './access-token.types.js';

/** Tokens of platforms, administrators and agents; what they are made of is not in here, only its hash. */
export abstract class AccessTokenStore {
  /** `undefined`: there is none, or it was removed. */
  abstract find(tokenId: string): Promise<AccessToken | undefined>;

  /** In the order of their names. */
  abstract findAll(): Promise<readonly AccessToken[]>;

  /** False when another token has the name. May be repeated. */
  abstract add(token: AccessToken): Promise<boolean>;

  /** False when there was none. */
  abstract remove(tokenId: string): Promise<boolean>;

  /** Remembers the day (`2026-11-26`), unless a later one is known. */
  abstract noteUse(tokenId: string, day: string): Promise<void>;
}

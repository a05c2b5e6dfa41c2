import { Injectable } from '@nestjs/common';
import { type AccessToken, AccessTokenStore } from '#persistence';
import { ROLES, SCOPES } from './access.types.js';
import type { Identity } from './identity.js';
import { isSameHash, type ShownToken } from './token-text.js';

/** Whose a token is; one that has expired is still somebody's. */
@Injectable()
export class IdentifyToken {
  constructor(private readonly tokens: AccessTokenStore) {}

  /** `undefined`: nobody's, or it was removed. */
  async execute({ tokenId, hash }: ShownToken): Promise<Identity | undefined> {
    const stored = await this.tokens.find(tokenId);
    return stored !== undefined && isSameHash(stored.hash, hash) ? toIdentity(stored) : undefined;
  }
}

/** Roles and scopes of a newer broker are none of this one's. */
function toIdentity({ name, role, scopes, ...token }: AccessToken): Identity | undefined {
  const roles = new Set(ROLES.filter((one) => one === role));
  if (roles.size === 0) return undefined;
  const { tokenId, dockerHost, expiresAtMs, lastUsedOn } = token;
  const host = dockerHost === undefined ? {} : { dockerHost };
  const known = SCOPES.filter((scope) => scopes.includes(scope));
  return { name, roles, token: { tokenId, ...host, scopes: known, expiresAtMs, lastUsedOn } };
}

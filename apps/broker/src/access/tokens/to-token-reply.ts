import type { AccessToken } from '#persistence';

/** Field by field: never the hash. */
export function toTokenReply(token: AccessToken): object {
  const { tokenId, name, role, dockerHost, scopes, createdAtMs, createdBy, expiresAtMs, lastUsedOn } = token;
  return {
    id: tokenId,
    name,
    role,
    ...(dockerHost === undefined ? {} : { dockerHost }),
    ...(scopes.length === 0 ? {} : { scopes }),
    createdAt: new Date(createdAtMs).toISOString(),
    createdBy,
    ...(expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs).toISOString() }),
    ...(lastUsedOn === undefined ? {} : { lastUsedOn }),
  };
}

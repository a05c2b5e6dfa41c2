import { IsNull, LessThan } from 'typeorm';
import type { Database } from '../database/database.js';
import { AccessTokenEntity } from '../entities/access-token.entity.js';
import { AccessTokenStore } from './access-token-store.port.js';
import type { AccessToken } from './access-token.types.js';

export class TypeormAccessTokenStore extends AccessTokenStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(tokenId: string): Promise<AccessToken | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(AccessTokenEntity, { tokenId }));
    return row === null ? undefined : toToken(row);
  }

  override async findAll(): Promise<readonly AccessToken[]> {
    const rows = await this.database.read((manager) => manager.find(AccessTokenEntity, { order: { name: 'ASC' } }));
    return rows.map(toToken);
  }

  override add(token: AccessToken): Promise<boolean> {
    return this.database.transaction('add access token', async (manager) => {
      const namesake = await manager.findOneBy(AccessTokenEntity, { name: token.name });
      // Its own name: the connection broke after an earlier commit.
      if (namesake !== null) return namesake.tokenId === token.tokenId;
      await manager.insert(AccessTokenEntity, toRow(token));
      return true;
    });
  }

  override async remove(tokenId: string): Promise<boolean> {
    const { affected } = await this.database.write('remove access token', (manager) =>
      manager.delete(AccessTokenEntity, { tokenId }),
    );
    return affected === 1;
  }

  override async noteUse(tokenId: string, day: string): Promise<void> {
    const isEarlier = [
      { tokenId, lastUsedOn: IsNull() },
      { tokenId, lastUsedOn: LessThan(day) },
    ];
    await this.database.write('note use of access token', (manager) =>
      manager.update(AccessTokenEntity, isEarlier, { lastUsedOn: day }),
    );
  }
}

function toRow({ scopes, createdAtMs, expiresAtMs, dockerHost, lastUsedOn, ...same }: AccessToken): AccessTokenEntity {
  return {
    ...same,
    scopes: scopes.join(' '),
    createdAt: createdAtMs,
    expiresAt: expiresAtMs ?? null,
    dockerHost: dockerHost ?? null,
    lastUsedOn: lastUsedOn ?? null,
  };
}

function toToken({ scopes, createdAt, expiresAt, dockerHost, lastUsedOn, ...same }: AccessTokenEntity): AccessToken {
  return {
    ...same,
    scopes: scopes === '' ? [] : scopes.split(' '),
    createdAtMs: createdAt,
    expiresAtMs: expiresAt ?? undefined,
    dockerHost: dockerHost ?? undefined,
    lastUsedOn: lastUsedOn ?? undefined,
  };
}

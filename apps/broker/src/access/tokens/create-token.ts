import { Injectable, Logger } from '@nestjs/common';
import { type AccessToken, AccessTokenStore } from '#persistence';
import { ConflictError } from '../../osb/osb.errors.js';
import type { Caller } from '../access.types.js';
import { makeToken } from '../token-text.js';
import { checkTokenOrder, type TokenOrder } from './check-token-order.js';

const DAY_MS = 86_400_000;

/** Makes a token and tells it this once: the database has no more of it than a hash (T3). */
@Injectable()
export class CreateToken {
  private readonly logger = new Logger('Access');

  constructor(private readonly tokens: AccessTokenStore) {}

  async execute(
    order: TokenOrder,
    caller: Caller | undefined,
  ): Promise<{ readonly stored: AccessToken; readonly text: string }> {
    checkTokenOrder(order, caller);
    const { text, ...made } = makeToken();
    const stored = { ...made, ...toRow(order), createdBy: caller?.name ?? '' };
    if (!(await this.tokens.add(stored)))
      throw new ConflictError(`There is a token with the name ${order.name}. Remove it first, or take another name.`);
    this.logger.log({ message: 'token made', tokenName: stored.name, role: stored.role, by: stored.createdBy });
    return { stored, text };
  }
}

function toRow({ expiresInDays, ...same }: TokenOrder): Omit<AccessToken, 'tokenId' | 'hash' | 'createdBy'> {
  const createdAtMs = Date.now();
  const expiresAtMs = expiresInDays === undefined ? undefined : createdAtMs + expiresInDays * DAY_MS;
  return { ...same, createdAtMs, expiresAtMs, lastUsedOn: undefined };
}

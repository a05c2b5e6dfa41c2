import { Injectable, Logger } from '@nestjs/common';
import { AccessTokenStore } from '#persistence';
import type { Identity } from './identity.js';

/** The day on which a token was last good for something, so that forgotten ones are found: one write a day, not one a request. */
@Injectable()
export class NoteTokenUse {
  private readonly logger = new Logger('Access');

  constructor(private readonly tokens: AccessTokenStore) {}

  /** Nobody is kept out because it fails. */
  async execute({ name, token }: Identity): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    if (token === undefined || token.lastUsedOn === today) return;
    try {
      await this.tokens.noteUse(token.tokenId, today);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      this.logger.warn({ message: 'the use of a token could not be noted', tokenName: name, error: reason });
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { AccessTokenStore } from '#persistence';
import { NotFoundError } from '../../osb/osb.errors.js';
import { AccessControl } from '../access-control.js';

/** The token opens nothing any more: here at once, at other brokers within five seconds. */
@Injectable()
export class RemoveToken {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly tokens: AccessTokenStore,
    private readonly access: AccessControl,
  ) {}

  async execute(tokenId: string, by: string): Promise<void> {
    const isRemoved = await this.tokens.remove(tokenId);
    this.access.forgetToken(tokenId);
    if (!isRemoved) throw new NotFoundError('There is no token with this id.');
    this.logger.log({ message: 'token removed', tokenId, by });
  }
}

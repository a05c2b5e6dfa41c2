import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConfigurationError } from '#configuration';
import { type AccessToken, AccessTokenStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';

const NOBODY =
  'false leaves nobody who could administrate this broker: give access.admin a user and a password, or start it with ' +
  'true once more and make a token with the scope "access" by POST /admin/tokens';

/** No broker starts that nobody could ever give a token. Throws `ConfigurationError` that names the ways out. */
@Injectable()
export class CheckAdministrators implements OnModuleInit {
  constructor(
    private readonly tokens: AccessTokenStore,
    private readonly config: BrokerConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const { sharedPair, admin } = this.config.access;
    if (sharedPair || admin !== undefined) return;
    if ((await this.tokens.findAll()).some(opensAccess)) return;
    throw new ConfigurationError('The configuration', [{ path: 'access.sharedPair', fault: NOBODY }]);
  }
}

function opensAccess({ role, scopes, expiresAtMs }: AccessToken): boolean {
  const isValid = expiresAtMs === undefined || expiresAtMs > Date.now();
  return role === 'admin' && scopes.includes('access') && isValid;
}

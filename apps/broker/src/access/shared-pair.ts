import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { ROLES, type Role } from './access.types.js';
import type { BasicCredentials } from './basic-credentials.js';
import { isSameText } from './is-same-text.js';
import { verifyPassword } from './password-hash.types.js';
import { SlowChecks } from './slow-checks.js';

/** The original's one pair of user and password, which the database keeps hashed: for roles that have none of their own. */
@Injectable()
export class SharedPair implements OnApplicationBootstrap {
  private readonly logger = new Logger('Access');
  private readonly checks = new SlowChecks();
  /** Whose doors it opens; none where it is switched off. */
  readonly roles: readonly Role[];

  constructor(
    private readonly services: ServiceStore,
    private readonly config: BrokerConfig,
  ) {
    const { access } = config;
    this.roles = access.sharedPair ? ROLES.filter((role) => access[role] === undefined) : [];
  }

  /** Not awaited: it takes a slow hash, and nothing waits for a warning. */
  onApplicationBootstrap(): void {
    if (this.roles.length > 0) void this.warnWhenFileDiffers();
  }

  /** @param isKnown whether the same credentials were right before: then they are looked at however many wait */
  async matches(pair: BasicCredentials, isKnown: boolean): Promise<boolean | 'busy'> {
    if (this.roles.length === 0) return false;
    const check = (): Promise<boolean> => this.compare(pair);
    return isKnown ? this.checks.runAnyway(check) : this.checks.run(check);
  }

  /** A wrong user costs as much time as a wrong password (T2). */
  private async compare({ user, password }: BasicCredentials): Promise<boolean> {
    const identity = await this.services.identity();
    const isPassword = await verifyPassword(password, identity.passwordHash);
    return isSameText(identity.userName, user) && isPassword;
  }

  private async warnWhenFileDiffers(): Promise<void> {
    const { user, password } = this.config.services;
    try {
      if ((await this.matches({ user, password }, true)) === true) return;
      const message =
        'services.user and services.password differ from those in the database, which hold; use "access" to give roles other credentials';
      this.logger.warn({ message });
    } catch (error) {
      this.logger.warn({
        message: 'the login could not be compared',
        error: error instanceof Error ? error.message : '',
      });
    }
  }
}

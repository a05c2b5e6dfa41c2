import { Injectable } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { type Role, ROLES } from './access.types.js';
import type { BasicCredentials } from './basic-credentials.js';
import type { Identity } from './identity.js';
import { isSameText } from './is-same-text.js';
import { SharedPair } from './shared-pair.js';

/** Whose a user and a password are: a role has the pair that `access` gives it, else the one pair of all. */
@Injectable()
export class IdentifyPair {
  constructor(
    private readonly config: BrokerConfig,
    private readonly sharedPair: SharedPair,
  ) {}

  /**
   * `undefined`: nobody's. 'busy': nobody has looked, since too many wait.
   *
   * @param isKnown whether the pair was right before
   */
  async execute(pair: BasicCredentials, isKnown: boolean): Promise<Identity | 'busy' | undefined> {
    const roles = new Set(ROLES.filter((role) => this.isOwnPair(role, pair)));
    const isShared = await this.sharedPair.matches(pair, isKnown || roles.size > 0);
    if (isShared === 'busy') return isShared;
    if (isShared) for (const role of this.sharedPair.roles) roles.add(role);
    return roles.size === 0 ? undefined : { name: pair.user, roles, token: undefined };
  }

  private isOwnPair(role: Role, { user, password }: BasicCredentials): boolean {
    const own = this.config.access[role];
    if (own === undefined) return false;
    const isUser = isSameText(own.user, user);
    const isFormer = own.formerPassword !== undefined && isSameText(own.formerPassword, password);
    return (isSameText(own.password, password) || isFormer) && isUser;
  }
}

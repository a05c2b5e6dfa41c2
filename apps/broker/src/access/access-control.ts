import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { type Role, ROLES } from './access.types.js';
import { type BasicCredentials, readBasicCredentials } from './basic-credentials.js';
import type { Identity } from './identity.js';
import { verifyPassword } from './password-hash.types.js';

const REMEMBER_MS = 300_000;
const REMEMBERED_AT_MOST = 1_000;

interface Remembered {
  readonly identity: Identity;
  readonly untilMs: number;
}

/**
 * Turns an Authorization header into whose it is. A role has the pair that `access` gives it, else the one pair that the
 * database keeps hashed. Hashing is slow on purpose, so a header that was right once is remembered for some minutes;
 * wrong ones never are.
 */
@Injectable()
export class AccessControl implements OnApplicationBootstrap {
  private readonly logger = new Logger('Access');
  private readonly salt = randomBytes(32);
  /** Looked up by hash, whose seed is secret: how long it takes tells nothing of a header that nearly fits. */
  private readonly remembered = new Map<string, Remembered>();
  private slowChecks: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly services: ServiceStore,
    private readonly config: BrokerConfig,
  ) {}

  /** Not awaited: it takes a slow hash, and nothing waits for a warning. */
  onApplicationBootstrap(): void {
    void this.warnWhenFileDiffers();
  }

  /** Whose header it is, where it was right within the last minutes, without any waiting. */
  recall(header: string | undefined): Identity | undefined {
    if (header === undefined) return undefined;
    const known = this.remembered.get(header);
    return known !== undefined && known.untilMs > Date.now() ? known.identity : undefined;
  }

  /** `undefined`: nobody we know. */
  async authenticate(header: string | undefined): Promise<Identity | undefined> {
    const credentials = readBasicCredentials(header);
    if (header === undefined || credentials === undefined) return undefined;
    const roles = new Set(ROLES.filter((role) => this.matchesOwnPair(role, credentials)));
    const shared = ROLES.filter((role) => this.config.access[role] === undefined);
    if (shared.length > 0 && (await this.oneAtATime(() => this.matchesSharedPair(credentials))))
      for (const role of shared) roles.add(role);
    return roles.size === 0 ? undefined : this.remember(header, { name: credentials.user, roles });
  }

  private matchesOwnPair(role: Role, { user, password }: BasicCredentials): boolean {
    const own = this.config.access[role];
    if (own === undefined) return false;
    const isUser = this.isSame(own.user, user);
    const isFormer = own.formerPassword !== undefined && this.isSame(own.formerPassword, password);
    return (this.isSame(own.password, password) || isFormer) && isUser;
  }

  /** A wrong user costs as much time as a wrong password. */
  private async matchesSharedPair({ user, password }: BasicCredentials): Promise<boolean> {
    const identity = await this.services.identity();
    const isPassword = await verifyPassword(password, identity.passwordHash);
    return this.isSame(identity.userName, user) && isPassword;
  }

  /** Slow hashes side by side would take the memory and processors that everybody else needs. */
  private oneAtATime<T>(check: () => Promise<T>): Promise<T> {
    const result = this.slowChecks.then(check);
    this.slowChecks = result.catch(() => undefined);
    return result;
  }

  private isSame(one: string, other: string): boolean {
    return timingSafeEqual(this.digest(one), this.digest(other));
  }

  private digest(text: string): Buffer {
    return createHmac('sha256', this.salt).update(text).digest();
  }

  private remember(header: string, identity: Identity): Identity {
    if (this.remembered.size >= REMEMBERED_AT_MOST) this.remembered.clear();
    const untilMs = Date.now() + REMEMBER_MS;
    this.remembered.set(header, { identity, untilMs });
    return identity;
  }

  private async warnWhenFileDiffers(): Promise<void> {
    const { user, password } = this.config.services;
    try {
      if (await this.oneAtATime(() => this.matchesSharedPair({ user, password }))) return;
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

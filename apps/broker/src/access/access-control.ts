import { Injectable } from '@nestjs/common';
import { IdentifyPair } from './identify-pair.js';
import { IdentifyToken } from './identify-token.js';
import type { Identity } from './identity.js';
import { readCredentials } from './read-credentials.js';
import { RecentHeaders } from './recent-headers.js';

const REMEMBER_PAIRS_MS = 300_000;
/** A token that is removed at another broker opens doors here for so long at most. */
const REMEMBER_TOKENS_MS = 5_000;

/**
 * Turns an Authorization header into whose it is. Hashing passwords is slow on purpose, so a header that was right once
 * is remembered for a while; wrong ones never are.
 */
@Injectable()
export class AccessControl {
  private readonly pairs = new RecentHeaders(REMEMBER_PAIRS_MS, 1_000);
  private readonly tokens = new RecentHeaders(REMEMBER_TOKENS_MS, 10_000);
  private readonly underWay = new Map<string, Promise<Identity | 'busy' | undefined>>();

  constructor(
    private readonly identifyPair: IdentifyPair,
    private readonly identifyToken: IdentifyToken,
  ) {}

  /** Whose header it is, where it was right a moment ago, without any waiting. */
  recall(header: string | undefined): Identity | undefined {
    return header === undefined ? undefined : (this.pairs.recall(header) ?? this.tokens.recall(header));
  }

  /** Whether the header was right once: it is looked at again then, whatever else comes from where it comes from. */
  knows(header: string): boolean {
    return this.pairs.has(header) || this.tokens.has(header);
  }

  /** `undefined`: nobody we know. 'busy': nobody has looked. Those who show the same header at once wait for one check. */
  authenticate(header: string): Promise<Identity | 'busy' | undefined> {
    const known = this.underWay.get(header);
    if (known !== undefined) return known;
    const check = this.identify(header).finally(() => this.underWay.delete(header));
    this.underWay.set(header, check);
    return check;
  }

  /** This broker does not take the token any more. */
  forgetToken(tokenId: string): void {
    this.tokens.forget(({ token }) => token?.tokenId === tokenId);
  }

  private async identify(header: string): Promise<Identity | 'busy' | undefined> {
    const shown = readCredentials(header);
    if (shown === undefined) return undefined;
    const isToken = shown.kind === 'token';
    const identity = isToken
      ? await this.identifyToken.execute(shown.token)
      : await this.identifyPair.execute(shown.pair, this.pairs.has(header));
    if (identity !== undefined && identity !== 'busy') (isToken ? this.tokens : this.pairs).remember(header, identity);
    return identity;
  }
}

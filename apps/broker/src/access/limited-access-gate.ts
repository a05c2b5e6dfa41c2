import { Injectable, Logger } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { MinuteLimit } from '../limits/minute-limit.types.js';
import { OnceAMinute } from '../limits/once-a-minute.types.js';
import { AccessControl } from './access-control.js';
import { AccessGate, type Admission, type Knock } from './access-gate.port.js';
import { FailedLogins } from './failed-logins.js';
import { HttpAccessGate } from './http-access-gate.js';

/**
 * Keeps floods from the gate (T4): guesses are not even looked at once an address has made too many, and nobody's requests
 * take all of the broker's time. Whoever was right before is looked at whatever else comes from the same address, so that
 * nobody locks a platform out that shares its proxy.
 */
@Injectable()
export class LimitedAccessGate extends AccessGate {
  private readonly logger = new Logger('Access');
  private readonly failed: FailedLogins;
  private readonly requests: MinuteLimit;
  private readonly loginAlarm = new OnceAMinute();
  private readonly requestAlarm = new OnceAMinute();

  constructor(
    private readonly gate: HttpAccessGate,
    private readonly access: AccessControl,
    config: BrokerConfig,
  ) {
    super();
    this.failed = new FailedLogins(config.limits.failedLoginsPerMinute);
    this.requests = new MinuteLimit(config.limits.requestsPerMinute);
  }

  override admit(knock: Knock): Admission | Promise<Admission> {
    const { authorization } = knock;
    if (authorization !== undefined && !this.access.knows(authorization)) return this.login(knock);
    const admission = this.gate.admit(knock);
    return admission instanceof Promise ? admission.then((one) => this.spend(one)) : this.spend(admission);
  }

  private async login(knock: Knock): Promise<Admission> {
    const seconds = await this.failed.waitOf(knock.address());
    if (seconds !== undefined) return this.refuseLogin(knock, seconds);
    const admission = await this.gate.admit(knock);
    if (admission.refusal?.status === 401) await this.failed.count(knock.address());
    return this.spend(admission);
  }

  /** Those who are not let in have cost little. */
  private spend(admission: Admission): Admission | Promise<Admission> {
    const { caller, refusal } = admission;
    if (caller === undefined || refusal !== undefined || isOneOfMany(caller)) return admission;
    const spent = this.requests.take(`${caller.role} ${caller.name}`);
    if (spent === undefined) return admission;
    return spent.then((seconds) => (seconds === undefined ? admission : this.refuseRequest(admission, seconds)));
  }

  private refuseLogin(knock: Knock, retryAfterSeconds: number): Admission {
    const address = knock.address();
    this.loginAlarm.tell((count) => {
      this.logger.warn({ message: 'logins are turned away: too many from there were wrong', address, count });
    });
    const description = `Too many logins from this address were wrong. Try again in ${retryAfterSeconds} s, with the right ones.`;
    return { caller: undefined, refusal: { status: 429, description, retryAfterSeconds } };
  }

  private refuseRequest({ caller }: Admission, retryAfterSeconds: number): Admission {
    const { perMinute } = this.requests;
    this.requestAlarm.tell((count) => {
      this.logger.warn({
        message: 'requests are turned away: too many with the same credentials',
        ...whoOf(caller),
        count,
      });
    });
    const description = `Too many requests with these credentials: ${perMinute} a minute are taken. Try again in ${retryAfterSeconds} s.`;
    return { caller, refusal: { status: 429, description, retryAfterSeconds } };
  }
}

function whoOf(caller: Admission['caller']): object {
  return { role: caller?.role, caller: caller?.name };
}

/** Agents that share a pair are counted by their hosts, where pings are recorded. */
function isOneOfMany({ role, tokenId }: NonNullable<Admission['caller']>): boolean {
  return role === 'agent' && tokenId === undefined;
}

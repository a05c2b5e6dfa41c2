import { Injectable } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { AccessControl } from './access-control.js';
import { AccessGate, type Admission, type Knock } from './access-gate.port.js';
import { decideAdmission } from './decide-admission.js';
import type { Identity } from './identity.js';
import { NoteTokenUse } from './note-token-use.js';
import { isPublic } from './required-roles.js';

const FOR_EVERYBODY: Admission = { caller: undefined, refusal: undefined };

@Injectable()
export class HttpAccessGate extends AccessGate {
  constructor(
    private readonly access: AccessControl,
    private readonly noteTokenUse: NoteTokenUse,
    private readonly config: BrokerConfig,
  ) {
    super();
  }

  override admit(knock: Knock): Admission | Promise<Admission> {
    if (isPublic(knock.method, knock.route)) return FOR_EVERYBODY;
    const known = this.access.recall(knock.authorization);
    return known === undefined ? this.judge(knock) : this.decide(known, knock);
  }

  private async judge(knock: Knock): Promise<Admission> {
    const { authorization } = knock;
    const identity = authorization === undefined ? undefined : await this.access.authenticate(authorization);
    const admission = this.decide(identity, knock);
    if (identity !== undefined && identity !== 'busy' && admission.refusal === undefined)
      await this.noteTokenUse.execute(identity);
    return admission;
  }

  private decide(identity: Identity | 'busy' | undefined, knock: Knock): Admission {
    const { agentsNeedToken } = this.config.access;
    return decideAdmission(identity, knock, { nowMs: Date.now(), agentsNeedToken });
  }
}

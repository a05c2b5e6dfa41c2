import { Injectable } from '@nestjs/common';
import { AccessControl } from './access-control.js';
import { AccessGate, type Admission, type Knock } from './access-gate.port.js';
import { decideAdmission } from './decide-admission.js';
import { isPublic } from './required-roles.js';

const FOR_EVERYBODY: Admission = { caller: undefined, refusal: undefined };

@Injectable()
export class HttpAccessGate extends AccessGate {
  constructor(private readonly access: AccessControl) {
    super();
  }

  override admit(knock: Knock): Admission | Promise<Admission> {
    if (isPublic(knock.method, knock.route)) return FOR_EVERYBODY;
    const known = this.access.recall(knock.authorization);
    return known === undefined ? this.judge(knock) : decideAdmission(known, knock);
  }

  private async judge(knock: Knock): Promise<Admission> {
    return decideAdmission(await this.access.authenticate(knock.authorization), knock);
  }
}

import { Injectable } from '@nestjs/common';
import { AccessControl } from './access-control.js';
import { AccessGate, type Refusal } from './access-gate.port.js';
import type { Role } from './access.types.js';
import { isPublic, requiredRoles } from './required-roles.js';

type Knock = Parameters<AccessGate['refuse']>[0];

@Injectable()
export class HttpAccessGate extends AccessGate {
  constructor(private readonly access: AccessControl) {
    super();
  }

  /** Synchronous for callers that were right before: this runs with every request. */
  override refuse(knock: Knock): Promise<Refusal | undefined> | undefined {
    if (isPublic(knock.method, knock.route)) return undefined;
    const known = this.access.recall(knock.authorization);
    if (known !== undefined && mayEnter(known, knock)) return undefined;
    return this.judge(knock);
  }

  private async judge(knock: Knock): Promise<Refusal | undefined> {
    const roles = await this.access.authenticate(knock.authorization);
    if (mayEnter(roles, knock)) return undefined;
    if (roles.size === 0) return { status: 401, description: 'User name or password is wrong or missing.' };
    return { status: 403, description: 'These credentials are for another role.' };
  }
}

function mayEnter(roles: ReadonlySet<Role>, { method, route }: Knock): boolean {
  return requiredRoles(method, route).some((role) => roles.has(role));
}

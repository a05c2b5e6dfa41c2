import { ConfigurationError } from '#configuration';
import type { RoleCredentials } from './access-config.js';
import type { BrokerConfig } from './broker-config.types.js';
import { isLoopback } from './is-loopback.js';

const WEAK: ReadonlySet<string> = new Set(['', 'admin']);

/**
 * Refuses a password that everybody knows where everybody can reach the broker. Throws `ConfigurationError` that names
 * the way out.
 */
export function checkDefaultPassword(config: BrokerConfig): void {
  if (config.allowDefaultPassword || isLoopback(config.listenIP)) {
    return;
  }
  const weak = passwordsInUse(config).filter(({ password }) => WEAK.has(password));
  if (weak.length > 0) {
    throw new ConfigurationError(
      'The configuration',
      weak.map(({ path }) => ({ path, fault: wayOut(config.listenIP) })),
    );
  }
}

function wayOut(listenIP: string): string {
  return (
    `"admin" or an empty password is refused when listenIP is not loopback (it is ${listenIP}). ` +
    'Set another password, listen on 127.0.0.1, or say ALLOW_DEFAULT_PASSWORD=1 in the environment'
  );
}

function passwordsInUse({ access, services }: BrokerConfig): { path: string; password: string }[] {
  const roles = Object.entries({ platform: access.platform, admin: access.admin, agent: access.agent });
  const own = roles.filter((role): role is [string, RoleCredentials] => role[1] !== undefined);
  const separate = own.flatMap(([role, { password, formerPassword }]) => [
    { path: `access.${role}.password`, password },
    ...(formerPassword === undefined ? [] : [{ path: `access.${role}.formerpassword`, password: formerPassword }]),
  ]);
  const isPairInUse = access.sharedPair && own.length < roles.length;
  return isPairInUse ? [{ path: 'services.password', password: services.password }, ...separate] : separate;
}

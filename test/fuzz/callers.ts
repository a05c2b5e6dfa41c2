import { basic } from '../support/world.js';
import type { Dice } from './dice.js';

/** Each role has a pair of its own: which doors it opens can be told apart. The platform's is that of `World`. */
export const PAIRS = {
  platform: { user: 'admin', password: 'admin' },
  admin: { user: 'operator', password: 'admin-password' },
  agent: { user: 'agent', password: 'agent-password' },
} as const;

/** Who asks: a role, somebody with a wrong password, or nobody. */
export type Caller = keyof typeof PAIRS | 'stranger' | 'nobody';

const ENV = Object.entries(PAIRS).flatMap(([role, { user, password }]) => [
  [`BROKER_ACCESS_${role.toUpperCase()}_USER`, user],
  [`BROKER_ACCESS_${role.toUpperCase()}_PASSWORD`, password],
]);
export const ACCESS_ENV = Object.fromEntries(ENV) as Readonly<Record<string, string>>;

export function headerOf(caller: Caller, dice: Dice): string | undefined {
  if (caller === 'nobody') return undefined;
  if (caller !== 'stranger') return basic(PAIRS[caller].user, PAIRS[caller].password);
  return dice.oneOf([
    basic('admin', 'wrong'),
    basic(PAIRS.admin.user, PAIRS.platform.password),
    basic('', ''),
    `Bearer ${PAIRS.admin.password}`,
    'Basic',
    `Basic ${PAIRS.admin.password}`,
    'Digest username="operator"',
  ]);
}

/** Whose door it is; the broker's own table is not asked. */
export function mayEnter(caller: Caller, method: string, route: string): boolean {
  if (/^\/(livez|readyz)$/.test(route)) return true;
  if (route.startsWith('/v2/')) return caller === 'platform';
  if (route === '/ping') return caller === 'agent';
  const isUpload = method === 'PUT' && route.startsWith('/certificate/');
  return caller === 'admin' || (isUpload && caller === 'agent');
}

/** Mostly who is wanted there. */
export function chooseCaller(method: string, route: string, dice: Dice): Caller {
  const callers = ['platform', 'admin', 'agent'] as const;
  const own = callers.find((caller) => mayEnter(caller, method, route)) ?? 'admin';
  return dice.isLucky(0.7) ? own : dice.oneOf(['platform', 'admin', 'agent', 'stranger', 'nobody']);
}

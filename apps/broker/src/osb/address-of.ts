import type { FastifyRequest } from 'fastify';
import { isIP, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(?=[\d.]+$)/i;
/** One subscriber has all addresses that begin with the same four groups. */
const NETWORK_GROUPS = 4;

/** The client's address, IPv4 always in its own notation; behind trusted proxies, the one that they tell (T17). */
export function addressOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  // A socket of UNIX has none, and a proxy may hand on whatever it was told.
  const address = (ip as string | undefined)?.replace(MAPPED, '') ?? '';
  return isIP(address) === 0 ? 'unknown' : address;
}

/** What is counted together: an IPv4 address, or the /64 that an IPv6 address belongs to. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = tail === undefined ? first : [...first, ...zeros, ...last];
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

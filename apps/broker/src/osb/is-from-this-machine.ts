import type { IncomingHttpHeaders } from 'node:http';

interface Incoming {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly localAddress?: string | undefined };
}

/** What proxies add when they hand a request on. */
const HANDED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/**
 * Whether a process of this very machine sent the request: it came over loopback, or both ends of its connection have one
 * address, and no proxy says that it hands it on. Headers can only take this away, never give it (T17).
 */
export function isFromThisMachine({ headers, socket }: Incoming): boolean {
  const { remoteAddress = '', localAddress } = socket;
  const isOwn = LOOPBACK.test(remoteAddress) || (remoteAddress !== '' && remoteAddress === localAddress);
  return isOwn && HANDED_ON.every((header) => headers[header] === undefined);
}

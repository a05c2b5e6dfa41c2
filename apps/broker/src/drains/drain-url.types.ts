import { isIP } from 'node:net';

/** Where log lines go: RFC 5424 over TCP with octet counting (RFC 6587), or the same over TLS (RFC 5425). */
export interface DrainUrl {
  readonly isTls: boolean;
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
}

export const DRAIN_URL = 'syslog://host:port or syslog-tls://host:port';

const SHAPE =
  /^(?<scheme>syslog|syslog-tls):\/\/(?:\[(?<address>[0-9a-f:.]{2,45})\]|(?<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)):(?<port>\d{1,5})\/?$/i;

/** `undefined`: it is no such URL, or says more than where, such as a login. */
export function parseDrainUrl(text: unknown): DrainUrl | undefined {
  const { scheme, address, name, port = '0' } = SHAPE.exec(typeof text === 'string' ? text : '')?.groups ?? {};
  const host = (address ?? name)?.toLowerCase();
  const isAddress = address === undefined || isIP(address) === 6;
  if (host === undefined || !isAddress || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { isTls: scheme?.toLowerCase() === 'syslog-tls', host, port: Number(port) };
}

/** For people. */
export function toDrainTarget({ host, port }: DrainUrl): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

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
  /^syslog(?<tls>-tls)?:\/\/(?<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?):(?<port>\d{1,5})\/?$/i;

/** `undefined`: it is no such URL, or says more than where, such as a login. */
export function parseDrainUrl(text: unknown): DrainUrl | undefined {
  const { tls, host, port } = SHAPE.exec(typeof text === 'string' ? text : '')?.groups ?? {};
  const url = { isTls: tls !== undefined, host: toHost(host ?? ''), port: Number(port) };
  const isPort = url.port >= 1 && url.port <= 65_535;
  return url.host !== '' && isPort ? url : undefined;
}

/** Only an address of IPv6 stands in brackets. */
function toHost(text: string): string {
  const host = text.toLowerCase();
  if (!host.startsWith('[')) return host;
  return isIP(host.slice(1, -1)) === 6 ? host.slice(1, -1) : '';
}

/** For people. */
export function toDrainTarget({ host, port }: DrainUrl): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

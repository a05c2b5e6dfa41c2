import { isIP } from 'node:net';

const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
/** The kernel takes 107 bytes for the path of a socket. */
const SOCKET = /^unix:\/\/\/[\x21-\x7e]{1,106}$/;

/** A host name or an IP address: no port, no scheme, no path. */
export function isHostAddress(text: string): boolean {
  return HOST_NAME.test(text) || isIP(text) !== 0;
}

/** `unix:///absolute/path`: an engine on the machine of whoever uses the address. */
export function isSocketAddress(text: string): boolean {
  return SOCKET.test(text) && !text.split('/').includes('..');
}

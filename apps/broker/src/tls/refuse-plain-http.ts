import { randomUUID } from 'node:crypto';
import type { Server } from 'node:https';
import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { toRawAnswer } from '../osb/raw-answer.js';

const REFUSAL = { status: 400, description: 'This port speaks TLS: use https.' };

/** OpenSSL knows some methods of HTTP by sight; the others are to it a strange version of TLS. It has said nothing then. */
const NO_TLS: ReadonlySet<string | undefined> = new Set([
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_HTTPS_PROXY_REQUEST',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/**
 * Who speaks HTTP to the port of TLS is told so, in clear, and sent away: no redirect, which would teach senders to give
 * their password away first (T5). Where Node does not let us have the connection below, it is just closed.
 */
export function refusePlainHttp(server: Server): void {
  // Before Node's own listener, which takes the connection down.
  server.prependListener('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    const below: unknown = '_parent' in socket ? socket._parent : undefined;
    if (!NO_TLS.has(error.code) || !(below instanceof Duplex)) return;
    below.on('error', () => below.destroy());
    below.end(toRawAnswer(REFUSAL, randomUUID()), 'latin1');
  });
}

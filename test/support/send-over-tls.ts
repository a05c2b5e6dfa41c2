import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';

export interface TlsAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly protocol: string | null;
  readonly cipher: string;
  /** SHA-256 of the certificate that the server showed. */
  readonly fingerprint: string;
  /** Whether it went over a connection from before. */
  readonly isReused: boolean;
}

/** One request as admin:admin that verifies who answers; on a connection of its own unless `options` have an agent. */
export async function sendOverTls(options: RequestOptions, body?: unknown): Promise<TlsAnswer> {
  const own = { host: '127.0.0.1', auth: 'admin:admin', agent: false, headers: { 'x-broker-api-version': '2.17' } };
  const outgoing = request({ ...own, ...options });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const response = await answered;
  const socket = response.socket as TLSSocket;
  const seen = { protocol: socket.getProtocol(), cipher: socket.getCipher().name, isReused: outgoing.reusedSocket };
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? '';
  const answer = await text(response);
  return {
    status: response.statusCode ?? 0,
    body: answer === '' ? undefined : JSON.parse(answer),
    ...seen,
    fingerprint,
  };
}

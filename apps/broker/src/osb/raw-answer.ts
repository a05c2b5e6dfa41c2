import { STATUS_CODES } from 'node:http';

/** An answer to what never became a request, or was refused before any handler saw it. */
export interface Fault {
  readonly status: number;
  readonly description: string;
  /** When it is worth another try. */
  readonly retryAfterSeconds?: number;
}

const UNREADABLE = { status: 400, description: 'The request cannot be read as HTTP/1.1.' };
/** By the codes of Node's parser. Never 408: to platforms it means that nothing was received (ORP-07). */
const FAULTS: ReadonlyMap<string | undefined, Fault> = new Map([
  ['HPE_HEADER_OVERFLOW', { status: 431, description: 'The headers of the request are too large.' }],
  [
    'HPE_CHUNK_EXTENSIONS_OVERFLOW',
    { status: 413, description: 'The request body has more than 16 KiB of chunk extensions.' },
  ],
  ['ERR_HTTP_REQUEST_TIMEOUT', { status: 400, description: 'The request did not arrive in time.' }],
]);
const HEAD_END = '\r\n\r\n';
const IDENTITY = /\r\nx-broker-api-request-identity:[ \t]*([^\r\n]*)/i;

export function toUnreadFault(code: string | undefined): Fault {
  return FAULTS.get(code) ?? UNREADABLE;
}

/** A whole message, for a socket that has no response any more. */
export function toRawAnswer({ status, description }: Fault, requestId: string): string {
  const body = JSON.stringify({ description });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Broker-API-Request-Identity: ${requestId.replace(/[^\x20-\x7e]/g, '')}`,
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** What the request that could not be read calls itself, if that is in the same packet (HDR-09). */
export function identityIn(packet: Uint8Array, failedAt: number): string | undefined {
  const text = Buffer.from(packet).toString('latin1');
  const lastStart = text.length - HEAD_END.length - 1;
  const end = text.lastIndexOf(HEAD_END, Math.min(failedAt - HEAD_END.length, lastStart));
  const [head = ''] = text.slice(end === -1 ? 0 : end + HEAD_END.length).split(HEAD_END);
  return IDENTITY.exec(head)?.[1]?.trim();
}

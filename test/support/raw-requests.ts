import { expect } from 'vitest';
import type { RawAnswer } from './raw-http.js';
import { basic } from './world.js';

export const IDENTITY = 'X-Broker-API-Request-Identity: e26cee84';
export const LOGIN = `Authorization: ${basic('admin', 'admin')}\r\nX-Broker-API-Version: 2.17`;
export const CLOSE = 'Connection: close';

/** The head of a request, `['PUT /path', 'Header: value', '', '']`; two empty texts end it. */
export function rawRequest(line: string, ...rest: readonly string[]): string {
  return [`${line} HTTP/1.1`, 'Host: broker', IDENTITY, ...rest].join('\r\n');
}

/** In the shape of the API: the request's identity comes back (HDR-09), and a sentence says what is wrong (ERR-09). */
export function expectFault(answer: RawAnswer | undefined, status: number, identity = 'e26cee84'): void {
  expect(answer).toMatchObject({ status, headers: { 'x-broker-api-request-identity': identity } });
  expect(JSON.parse(answer?.text ?? '')).toEqual({
    description: expect.stringMatching(/^[A-Z].{8,200}\.$/) as string,
  });
}

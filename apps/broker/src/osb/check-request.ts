import type { IncomingHttpHeaders } from 'node:http';
import { refuseContentEncoding, refuseMediaType } from './check-media-type.js';
import { refuseQuery } from './check-query.js';
import type { Fault } from './raw-answer.js';

const EMPTY_ID = /^\/v2\/service_instances\/(?:[^/?]*\/service_bindings\/)?(?:[/?]|$)/;

/** Where the platform has an id to say (URL-04); the router knows no such path. */
export function refuseEmptyId(url: string): Fault | undefined {
  const description = 'An id in the path is empty; it has 1 to 255 characters.';
  return EMPTY_ID.test(url) ? { status: 400, description } : undefined;
}

export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

/** Under /v2 the platforms' rules hold; the original's paths ask for less, since their clients say less. */
export function refuseHead(head: RequestHead, isPlatformPath: boolean): Fault | undefined {
  const description = describeFault(head, isPlatformPath);
  if (description !== undefined) return { status: 400, description };
  const expectation = head.headers.expect;
  if (expectation === undefined || /^100-continue$/i.test(expectation)) return undefined;
  return { status: 417, description: 'The only expectation that can be met is 100-continue.' };
}

function describeFault(
  { method, url, httpVersion, headers }: RequestHead,
  isPlatformPath: boolean,
): string | undefined {
  if (headers.host === undefined && httpVersion === '1.1') return 'The request has no Host header.';
  const query = isPlatformPath ? refuseQuery(url) : undefined;
  if (query !== undefined || !takesBody(method)) return query;
  return refuseContentEncoding(headers) ?? (isPlatformPath ? refuseMediaType(headers) : undefined);
}

/** The bodies of others are not looked at: some clients announce JSON, or send some, with a DELETE. */
export function takesBody(method: string): boolean {
  return method === 'PUT' || method === 'PATCH' || method === 'POST';
}

import type { IncomingHttpHeaders } from 'node:http';

const JSON_TYPE = /^application\/(?:[\w!#$&^.+-]{1,100}\+)?json[ \t]*(?:;|$)/i;
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^";, \t]*)/gi;

/** `undefined` when the body may be read; else what to send instead (HDR-14). No Content-Type is as good as JSON (HDR-13). */
export function refuseMediaType(headers: IncomingHttpHeaders): string | undefined {
  const type = headers['content-type'];
  if (type === undefined) return undefined;
  if (!JSON_TYPE.test(type)) return 'The Content-Type must be application/json.';
  const charsets = [...type.matchAll(CHARSET)].map(([, charset = '']) => charset.toLowerCase());
  if (!charsets.every((charset) => charset === 'utf-8' || charset === 'utf8'))
    return 'The charset of the request body must be UTF-8.';
  return undefined;
}

/** Nothing is unpacked here, so nothing can burst. */
export function refuseContentEncoding(headers: IncomingHttpHeaders): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return undefined;
  return 'The request body must come as it is, without a Content-Encoding.';
}

import { describe, expect, it } from 'vitest';
import { identityIn, toRawAnswer, toUnreadFault } from './raw-answer.js';

describe('toUnreadFault', () => {
  it.each([
    ['HPE_HEADER_OVERFLOW', 431],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
    ['ERR_HTTP_REQUEST_TIMEOUT', 400],
    ['HPE_INVALID_METHOD', 400],
    ['constructor', 400],
    [undefined, 400],
  ])('is never 408: %s (ORP-07)', (code, status) => {
    expect(toUnreadFault(code)).toEqual({ status, description: expect.stringMatching(/\.$/) as string });
  });
});

describe('toRawAnswer', () => {
  it('is a whole message', () => {
    const [head = '', body = ''] = toRawAnswer({ status: 431, description: 'Too läng.' }, 'id').split('\r\n\r\n');

    expect(head).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(head).toContain('\r\nContent-Length: 28\r\n');
    expect(head).toContain('\r\nConnection: close');
    expect(JSON.parse(body)).toEqual({ description: 'Too läng.' });
  });

  it('takes no header from the identity', () => {
    expect(toRawAnswer({ status: 400, description: 'No.' }, 'a\r\nSet-Cookie: b\u00ff')).toContain(
      '\r\nX-Broker-API-Request-Identity: aSet-Cookie: b\r\n',
    );
  });
});

describe('identityIn', () => {
  const head = (identity: string): string => `GET / HTTP/1.1\r\nx-broker-api-REQUEST-identity: ${identity}\r\n`;
  const find = (text: string, failedAt = text.length): string | undefined => identityIn(Buffer.from(text), failedAt);

  it.each([
    [head('one'), 'one'],
    [`${head(' one ')}\r\n`, 'one'],
    [`${head('before')}\r\n${head('one')}`, 'one'],
    [`${head('before')}\r\nnonsense\r\n`, undefined],
    ['nonsense', undefined],
    ['', undefined],
  ])('finds the one of the request that failed in %j (HDR-09)', (packet, identity) => {
    expect(find(packet)).toBe(identity);
  });

  it('finds it behind the place that failed, but not in the next request', () => {
    expect(find(`FROB / HTTP/1.1\r\n${head('one').slice(16)}\r\n${head('next')}`, 3)).toBe('one');
    expect(find(`FROB / HTTP/1.1\r\n\r\n${head('next')}`, 3)).toBeUndefined();
  });
});

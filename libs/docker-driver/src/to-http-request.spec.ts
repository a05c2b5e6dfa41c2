import { describe, expect, it } from 'vitest';

import { toHttpRequest } from './to-http-request.js';

const statusCodes = { 200: true };

describe('toHttpRequest', () => {
  it('keeps the body out of the path, and what is for the modem out of both', () => {
    const options = { name: 'osb-1', Env: ['PASSWORD=secret'], Tty: false, abortSignal: AbortSignal.abort() };

    const request = toHttpRequest({ path: '/containers/create?', method: 'POST', options, statusCodes });

    expect(request.path).toBe('/containers/create?name=osb-1');
    expect(request.body).toBe('{"Env":["PASSWORD=secret"],"Tty":false}');
    expect(request.headers).toEqual({ 'Content-Type': 'application/json', 'Content-Length': 39 });
  });

  it('starts a container without a body', () => {
    const options = { abortSignal: AbortSignal.abort() };

    const request = toHttpRequest({ path: '/containers/abc/start?', method: 'POST', options, statusCodes });

    expect(request).toEqual({ path: '/containers/abc/start', body: undefined, headers: {} });
  });

  it('writes filters as JSON, and escapes (T11)', () => {
    const options = { all: true, filters: { label: ['a=b&c'] } };

    const { path } = toHttpRequest({ path: '/containers/json?', method: 'GET', options, statusCodes });

    expect(path).toBe('/containers/json?all=true&filters=%7B%22label%22%3A%5B%22a%3Db%26c%22%5D%7D');
  });

  it('asks for a bare connection to hijack it', () => {
    const options = { hijack: true, stdin: true, Detach: false };

    const request = toHttpRequest({ path: '/exec/a/start', method: 'POST', options, statusCodes, hijack: true });

    expect(request.path).toBe('/exec/a/start');
    expect(request.headers).toMatchObject({ Connection: 'Upgrade', Upgrade: 'tcp' });
  });
});

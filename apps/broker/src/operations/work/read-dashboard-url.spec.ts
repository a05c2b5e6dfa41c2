import { describe, expect, it } from 'vitest';
import { checkDashboardLength, readDashboardUrl } from './read-dashboard-url.js';

describe("the dashboard of a script's output (T27)", () => {
  it.each(['http://$HOST:$PORT_80/', 'https://u:p@$HOST/a?b=c#d', 'HTTP://h'])('may be %s', (url) => {
    expect(readDashboardUrl({ dashboard_url: url })).toBe(url);
  });

  it.each([{}, { dashboard_url: null }, { dashboard_url: '' }])('may be none: %j', (output) => {
    expect(readDashboardUrl(output)).toBeUndefined();
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://%0aalert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://h',
    '//h/x',
    'http:/h',
    'http://h/\nSet-Cookie: x',
    'http://h/ x',
    '$HOST:$PORT',
    80,
    ['http://h'],
    { href: 'http://h' },
  ])('is never %j', (url) => {
    expect(() => readDashboardUrl({ dashboard_url: url })).toThrow('printed no usable dashboard_url');
  });

  it('is no longer than 2 KiB, before and after its placeholders are filled', () => {
    const url = 'http://h/'.padEnd(2_048, 'x');

    expect(readDashboardUrl({ dashboard_url: url })).toBe(url);
    expect(() => readDashboardUrl({ dashboard_url: `${url}x` })).toThrow('longer than 2048 characters');
    expect(() => checkDashboardLength(`${url}x`)).toThrow('longer than 2048 characters');
  });
});

import { describe, expect, it } from 'vitest';
import { parseDrainUrl, toDrainTarget } from './drain-url.types.js';

describe('the URL of a drain', () => {
  it.each([
    ['syslog://logs.example.com:514', { isTls: false, host: 'logs.example.com', port: 514 }],
    ['syslog-tls://LOGS:6514/', { isTls: true, host: 'logs', port: 6514 }],
    ['syslog://192.0.2.1:1', { isTls: false, host: '192.0.2.1', port: 1 }],
    ['syslog-tls://[2001:db8::1]:65535', { isTls: true, host: '2001:db8::1', port: 65_535 }],
  ])('is read: %s', (text, url) => {
    expect(parseDrainUrl(text)).toEqual(url);
  });

  it.each([
    ['no text', 7],
    ['nothing', ''],
    ['another scheme', 'https://logs:443'],
    ['no port', 'syslog://logs'],
    ['no host', 'syslog://:514'],
    ['a port that there is not', 'syslog://logs:65536'],
    ['port 0', 'syslog://logs:0'],
    ['a login', 'syslog://user:secret@logs:514'],
    ['a path', 'syslog://logs:514/path'],
    ['a query', 'syslog://logs:514?a=b'],
    ['a quote', "syslog://lo'gs:514"],
    ['a line of its own', 'syslog://logs:514\n'],
    ['brackets around no address', 'syslog://[dead.beef]:514'],
  ])('is refused where it has %s', (_, text) => {
    expect(parseDrainUrl(text)).toBeUndefined();
  });

  it.each([
    [{ isTls: false, host: 'logs', port: 514 }, 'logs:514'],
    [{ isTls: true, host: '2001:db8::1', port: 6514 }, '[2001:db8::1]:6514'],
  ])('is shown as host and port', (url, target) => {
    expect(toDrainTarget(url)).toBe(target);
  });
});

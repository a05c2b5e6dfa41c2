import { describe, expect, it } from 'vitest';
import { refuseApiVersion } from './check-api-version.js';

describe('refuseApiVersion', () => {
  it.each(['2.13', '2.14', '2.15', '2.17', '2.100', ' 2.15 '])('serves %j (HDR-04)', (header) => {
    expect(refuseApiVersion(header)).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    '2',
    '2.',
    '2.x',
    'abc',
    '1.13',
    '3.0',
    '2.9',
    '2.12',
    '02.15',
    '2.15.1',
    '2.99999',
    '-2.15',
  ])('refuses %j, and says what would do (HDR-02, HDR-05)', (header) => {
    expect(refuseApiVersion(header)).toContain('2.13');
  });

  it('refuses a header that came twice', () => {
    expect(refuseApiVersion(['2.15', '2.15'])).toContain('2.13');
  });
});

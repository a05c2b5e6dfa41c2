import { describe, expect, it } from 'vitest';
import { describeKeys } from './describe-keys.js';

const KEY = { keyId: 'k1', kekId: 'year-1', createdAt: 0, cleanSince: undefined, counts: {} };

describe('describeKeys', () => {
  it('says what is sealed with which key, and what wraps it', () => {
    const counts = { 'service_instance.request': 2, 'registry_login.password': 1 };

    expect(describeKeys([{ ...KEY, state: 'primary', counts }])).toEqual([
      'k1  primary  made 1970-01-01T00:00:00.000Z  wrapped with year-1  3 values',
      '  service_instance.request: 2',
      '  registry_login.password: 1',
    ]);
  });

  it('says since when a replaced key is not used any more', () => {
    const [line] = describeKeys([{ ...KEY, state: 'retired', cleanSince: 1_000 }]);

    expect(line).toContain('retired, unused since 1970-01-01T00:00:01.000Z');
    expect(line).toContain('0 values');
  });
});

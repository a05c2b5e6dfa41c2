import { describe, expect, it } from 'vitest';
import { toAuditOriginator } from './to-audit-originator.js';

describe('toAuditOriginator (T22, T23)', () => {
  it('keeps who it is, in the words of the platform', () => {
    const originator = {
      platform: 'kubernetes',
      value: { username: 'duke', uid: 'c2dd', groups: ['admin', 'dev'], extra: { mydata: ['data1'] } },
    };

    expect(toAuditOriginator(originator)).toEqual(originator);
  });

  it('hides what is called as secrets are, at any depth', () => {
    const value = {
      user_id: '1',
      extra: { 'oidc-token': ['s3cret'], list: [{ apiKey: 's3cret', n: 1 }] },
      Password: 's3cret',
    };

    const kept = toAuditOriginator({ platform: 'p', value });

    expect(kept.value).toEqual({
      user_id: '1',
      extra: { 'oidc-token': '[hidden]', list: [{ apiKey: '[hidden]', n: 1 }] },
      Password: '[hidden]',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkUsable } from './check-usable.js';

describe('checkUsable', () => {
  const { ca, client } = makeCertificates('IP:192.0.2.9');
  const empty = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

  it('is content with what TLS can use', () => {
    expect(() => {
      checkUsable({ ...client, ca });
    }).not.toThrow();
  });

  it.each([
    ['three bytes before the first block', { cert: `\u00ef\u00bb\u00bf${client.cert}` }],
    ['an empty certificate behind the good one', { cert: `${client.cert}${empty}` }],
    ['half a key', { key: client.key.slice(0, 90) }],
  ])('refuses %s, in words that quote nothing (T29)', (_, change) => {
    const check = (): void => {
      checkUsable({ ...client, ca, ...change });
    };

    expect(check).toThrow(BadRequestError);
    expect(check).not.toThrow(/BEGIN|AAAA|asn1/);
  });
});

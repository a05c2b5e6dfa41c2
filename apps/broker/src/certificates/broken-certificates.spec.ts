import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CertificateUpload } from '#agent-protocol';
import {
  AUTHORITY,
  CertificateForge,
  type Pair,
  type Wish,
} from '../../../../libs/docker-driver/src/testing/certificate-forge.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkCertificate } from './check-certificate.js';

const DAY_MS = 86_400_000;
const FOR_CLIENTS = 'extendedKeyUsage=clientAuth';
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

/** A leaf by the CA but for what is wished. */
const WISHES: Readonly<Record<string, Wish>> = {
  ca: { extensions: [AUTHORITY], days: 400 },
  shortCa: { extensions: [AUTHORITY] },
  weakCa: { extensions: [AUTHORITY], key: ['rsa:1024'] },
  sha1Ca: { extensions: [AUTHORITY], digest: 'sha1' },
  noCa: { extensions: ['basicConstraints=CA:FALSE'] },
  stranger: { extensions: [AUTHORITY] },
  middle: { by: 'ca', extensions: [AUTHORITY], days: 400 },
  good: { by: 'ca', days: 400 },
  other: { by: 'ca' },
  behindMiddle: { by: 'middle', extensions: [FOR_CLIENTS], days: 400 },
  rsa: { by: 'ca', key: ['rsa:2048'] },
  ed25519: { by: 'ca', key: ['ed25519'] },
  p384: { by: 'ca', key: ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'] },
  any: { by: 'ca', extensions: ['extendedKeyUsage=anyExtendedKeyUsage'] },
  rsa1024: { by: 'ca', key: ['rsa:1024'] },
  p224: { by: 'ca', key: ['ec', '-pkeyopt', 'ec_paramgen_curve:secp224r1'] },
  koblitz: { by: 'ca', key: ['ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1'] },
  ed448: { by: 'ca', key: ['ed448'] },
  sha1: { by: 'ca', digest: 'sha1' },
  rsaCa: { extensions: [AUTHORITY], key: ['rsa:2048'] },
  md5: { by: 'rsaCa', digest: 'md5' },
  sha1Rsa: { by: 'rsaCa', digest: 'sha1' },
  server: { by: 'ca', extensions: ['extendedKeyUsage=serverAuth'] },
  authority: { by: 'ca', extensions: [AUTHORITY] },
};

let made: Readonly<Record<string, Pair>>;
let encrypted: readonly string[];

beforeAll(() => {
  const forge = new CertificateForge();
  const names = ['ca', 'rsaCa', 'middle', ...Object.keys(WISHES)];
  made = Object.fromEntries([...new Set(names)].map((name) => [name, forge.make(name, WISHES[name])]));
  encrypted = [
    forge.convertKey('good', 'pkcs8', '-topk8', '-passout', 'pass:secret'),
    forge.convertKey('rsa', 'rsa', '-traditional', '-aes256', '-passout', 'pass:secret'),
  ];
  forge.close();
});

const pair = (name: string): Pair => made[name] ?? { cert: '', key: '' };
/** What an agent would send, with the leaf of this name. */
const upload = (name: string, changes: Partial<CertificateUpload> = {}): CertificateUpload => ({
  host: '10.0.0.9',
  clientCert: pair(name).cert,
  clientKey: pair(name).key,
  ca: pair('ca').cert,
  ...changes,
});

describe('checkCertificate, of what openssl makes (T29)', () => {
  it.each(['good', 'rsa', 'ed25519', 'p384', 'any', 'behindMiddle'])('takes %s', (name) => {
    expect(() => checkCertificate(upload(name))).not.toThrow();
  });

  it.each<[string, () => Partial<CertificateUpload>]>([
    ['a chain', () => ({ clientCert: pair('behindMiddle').cert + pair('middle').cert + pair('ca').cert })],
    ['text between the blocks', () => ({ clientCert: `subject=client\n${pair('behindMiddle').cert}` })],
    ['the old CA and the new one', () => ({ ca: pair('stranger').cert + pair('ca').cert })],
  ])('takes %s', (_, changes) => {
    expect(() => checkCertificate(upload('behindMiddle', changes()))).not.toThrow();
  });

  const CHAIN = 'ClientCert is no chain: each certificate must have signed the one before it.';
  it.each<[string, string, () => CertificateUpload, Date?]>([
    ['has expired', 'ClientCert has expired', () => upload('good'), inDays(500)],
    ['is of tomorrow', 'ClientCert is not valid yet', () => upload('good'), inDays(-1)],
    [
      'comes with a CA that has expired',
      'CA has expired',
      () => upload('good', { ca: pair('shortCa').cert }),
      inDays(9),
    ],
    [
      'comes with two CAs of which one has expired',
      'CA has expired',
      () => upload('good', { ca: pair('ca').cert + pair('shortCa').cert }),
      inDays(9),
    ],
    ['has an RSA key of 1024 bits', 'ClientCert has a weak key', () => upload('rsa1024')],
    ['is on P-224', 'ClientCert has a weak key', () => upload('p224')],
    ["is on Bitcoin's curve", 'ClientCert has a weak key', () => upload('koblitz')],
    ['is of Ed448', 'ClientCert has a weak key', () => upload('ed448')],
    ['is signed with ECDSA and SHA-1', 'ClientCert is signed with MD5 or SHA-1', () => upload('sha1')],
    ['is signed with RSA and SHA-1', 'ClientCert is signed with MD5 or SHA-1', () => upload('sha1Rsa')],
    ['is signed with MD5', 'ClientCert is signed with MD5 or SHA-1', () => upload('md5')],
    ['is for servers', 'ClientCert is not for clients', () => upload('server')],
    ['is an authority', 'ClientCert must begin with a certificate that is no authority', () => upload('authority')],
    ['is two leaves', CHAIN, () => upload('good', { clientCert: pair('good').cert + pair('other').cert })],
    [
      'has a stranger for its chain',
      CHAIN,
      () => upload('good', { clientCert: pair('good').cert + pair('stranger').cert }),
    ],
    [
      'has a chain the wrong way round',
      CHAIN,
      () => upload('behindMiddle', { clientCert: pair('middle').cert + pair('behindMiddle').cert }),
    ],
    [
      'has its key in it',
      'ClientCert holds more than certificates',
      () => upload('good', { clientCert: pair('good').cert + pair('good').key }),
    ],
    [
      'comes without end',
      'ClientCert holds more than 20',
      () => upload('good', { clientCert: pair('good').cert.repeat(21) }),
    ],
    ['comes with another key', 'ClientKey is not the key of', () => upload('good', { clientKey: pair('other').key })],
    [
      'comes with a key of another kind',
      'ClientKey is not the key of',
      () => upload('good', { clientKey: pair('rsa').key }),
    ],
    ['comes with an encrypted key', 'ClientKey is encrypted', () => upload('good', { clientKey: encrypted[0] ?? '' })],
    [
      'comes with a key that OpenSSL of old encrypted',
      'ClientKey is encrypted',
      () => upload('rsa', { clientKey: encrypted[1] ?? '' }),
    ],
    [
      'comes with two keys',
      'ClientKey holds more than one key',
      () => upload('good', { clientKey: pair('good').key + pair('other').key }),
    ],
    ['comes with a CA that is none', 'CA is no certificate authority', () => upload('good', { ca: pair('noCa').cert })],
    [
      'comes with a leaf beside its CA',
      'CA is no certificate authority',
      () => upload('good', { ca: pair('ca').cert + pair('other').cert }),
    ],
    ['comes with a weak CA', 'CA has a weak key', () => upload('good', { ca: pair('weakCa').cert })],
    [
      'comes with a CA signed with SHA-1',
      'CA is signed with MD5 or SHA-1',
      () => upload('good', { ca: pair('sha1Ca').cert }),
    ],
    ['comes with a CA cut off', 'CA cannot be read', () => upload('good', { ca: pair('ca').cert.slice(0, 300) })],
  ])('refuses one that %s', (_, sentence, toUpload, now) => {
    const check = (): unknown => checkCertificate(toUpload(), now);

    expect(check).toThrow(BadRequestError);
    expect(check).toThrow(sentence);
  });

  it('neither breaks nor quotes, whatever becomes of three good parts', () => {
    const parts = ['clientCert', 'clientKey', 'ca'] as const;
    const change = fc.record({
      part: fc.constantFrom(...parts),
      at: fc.nat(4_000),
      length: fc.nat(80),
      text: fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.constantFrom('', '\n', '-----BEGIN CERTIFICATE-----', 'Proc-Type: 4,ENCRYPTED'),
      ),
    });

    fc.assert(
      fc.property(fc.constantFrom('good', 'rsa', 'behindMiddle'), change, (name, { part, at, length, text }) => {
        const whole = upload(name)[part] ?? '';
        const start = at % whole.length;
        const mutated = whole.slice(0, start) + text + whole.slice(start + length);
        expectSentence(upload(name, { [part]: mutated }));
      }),
      { numRuns: 300 },
    );
  });
});

/** Either all is well, or a sentence of ours that says nothing of what is in the parts. */
function expectSentence(changed: CertificateUpload): void {
  try {
    checkCertificate(changed);
  } catch (error) {
    expect(error).toBeInstanceOf(BadRequestError);
    expect((error as Error).message).toMatch(/^(?:ClientCert|ClientKey|CA|TLS) [a-z]/);
    expect((error as Error).message.length).toBeLessThan(200);
    const secrets = (changed.clientKey ?? '').split('\n').filter((line) => line.length > 12);
    for (const secret of secrets) expect((error as Error).message).not.toContain(secret);
  }
}

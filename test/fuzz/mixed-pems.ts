import { createHash } from 'node:crypto';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import type { Dice } from './dice.js';
import { damageBytes } from './mutate-body.js';
import { oddText } from './odd-values.js';

/** As `readCertificateUpload` hands it on. */
export interface Upload {
  readonly host: string;
  readonly clientCert: string | null;
  readonly clientKey: string | null;
  readonly ca: string | null;
}

const CUT = '-----END';

/** Two sets that do not fit each other, and what is odd about PEM texts. */
export class PemKitchen {
  private readonly own = makeCertificates('IP:192.0.2.9');
  private readonly other = makeCertificates('IP:192.0.2.10');

  /** Lines of private keys: no error may hold one. */
  readonly secretLines = [this.own, this.other].flatMap(({ client, server }) =>
    [client.key, server.key].flatMap((key) => key.split('\n').filter((line) => line.length > 40)),
  );

  /** One that is good, until up to three of its parts are changed. */
  make(dice: Dice): Upload {
    const { ca, client } = this.own;
    const parts = { clientCert: client.cert, clientKey: client.key, ca };
    const change = (text: string): string | null => (dice.isLucky(0.35) ? this.spoil(text, dice) : text);
    return {
      host: '192.0.2.9',
      clientCert: change(parts.clientCert),
      clientKey: change(parts.clientKey),
      ca: change(parts.ca),
    };
  }

  private spoil(pem: string, dice: Dice): string | null {
    if (dice.isLucky(0.1)) return null;
    const { ca, client, server } = this.other;
    const all = [pem, ca, client.cert, client.key, server.cert, server.key, this.own.client.key, this.own.ca] as const;
    const spoilt = dice.oneOf<(text: string) => string>([
      (text): string => damageBytes(Buffer.from(text), dice).toString('latin1'),
      (): string => dice.oneOf(all),
      (text): string => `${text}${dice.oneOf(all)}`,
      (text): string => `${dice.oneOf(all)}${text}`,
      (text): string => text.slice(0, text.indexOf(CUT)),
      (text): string => flipLetter(text, dice),
      (text): string => text.replaceAll('\n', dice.oneOf(['\r\n', '', ' ', '\n\n'])),
      (text): string => `${oddText(dice)}\n${text}${oddText(dice)}`,
      (text): string => text.replaceAll(/(BEGIN|END) [A-Z ]+/g, `$1 ${dice.oneOf(['CERTIFICATE', 'EC PRIVATE KEY'])}`),
      (text): string => text.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n'),
      (text): string => text.repeat(dice.oneOf([2, 5, 60])),
      (): string => `-----BEGIN CERTIFICATE-----\n${noise(dice)}\n-----END CERTIFICATE-----\n`,
      (): string => oddText(dice),
    ]);
    return spoilt(pem);
  }
}

/** One letter of the base64: another bit of what was signed. */
function flipLetter(pem: string, dice: Dice): string {
  const start = pem.indexOf('\n') + 1;
  const at = start + dice.below(Math.max(1, pem.indexOf(CUT) - start));
  return `${pem.slice(0, at)}${dice.oneOf(['A', 'Q', '/', '+', '=', '-', ' '])}${pem.slice(at + 1)}`;
}

function noise(dice: Dice): string {
  const bytes = createHash('sha512')
    .update(String(dice.below(1e9)))
    .digest();
  return Buffer.concat(Array.from({ length: 1 + dice.below(12) }, () => bytes)).toString('base64');
}
